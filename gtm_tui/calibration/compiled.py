"""The tables of default.toml, made by `python -m gtm_tui.calibration.compile`; edit that file, not this."""

from typing import Any

# fmt: off
DEFAULT: dict[str, Any] = \
{'name': 'default',
 'positions': {'product_led': 1,
               'one_stage': 2,
               'two_stage': 3,
               'field': 4,
               'named_accounts': 5,
               'community': 1,
               'help_desk': 2,
               'volume': 3,
               'segment': 4,
               'accounts': 5},
 'fit': {'source': 'ours, after the order of the motions in the GTM Model',
         'product_led': {'inbound': 'core', 'prospecting': 'stretch', 'account_based': 'off', 'targeting': 'off'},
         'one_stage': {'inbound': 'core', 'prospecting': 'core', 'account_based': 'off', 'targeting': 'off'},
         'two_stage': {'inbound': 'support', 'prospecting': 'core', 'account_based': 'stretch', 'targeting': 'off'},
         'field': {'inbound': 'support', 'prospecting': 'stretch', 'account_based': 'core', 'targeting': 'stretch'},
         'named_accounts': {'inbound': 'support',
                            'prospecting': 'support',
                            'account_based': 'stretch',
                            'targeting': 'core'}},
 'bands': {'product_led': {'comfort_to': 1000,
                           'outside_above': 5000,
                           'source': 'ours, after a 2019 survey of private software companies as reported by '
                                     'BenchmarkHQ (internet sales below $1K), '
                                     'https://blog.benchmarkhq.io/2020/05/22/avoiding-the-saas-no-mans-land-acv-dead-zone/, '
                                     "and a sales practitioner's $5K for self-service (M.-B. Finotti, "
                                     'mbfinotti/sales-skills on GitHub)'},
           'one_stage': {'outside_below': 1000,
                         'comfort_from': 1000,
                         'comfort_to': 10000,
                         'outside_above': 25000,
                         'source': "ours, after a practitioner's handbook ($1K to $10K), "
                                   'https://github.com/NEON-Rutger/B2B-revops-skills, and a 2019 survey as reported '
                                   'by BenchmarkHQ (inside sales $1K to $25K), '
                                   'https://blog.benchmarkhq.io/2020/05/22/avoiding-the-saas-no-mans-land-acv-dead-zone/'},
           'two_stage': {'outside_below': 5000,
                         'comfort_from': 10000,
                         'comfort_to': 50000,
                         'outside_above': 100000,
                         'source': "ours; comfort after a Winning by Design blueprint and a practitioner's handbook "
                                   'built on it ($10K to $50K), https://github.com/NEON-Rutger/B2B-revops-skills; '
                                   'edges ours'},
           'field': {'outside_below': 25000,
                     'comfort_from': 50000,
                     'comfort_to': 500000,
                     'outside_above': 1000000,
                     'source': 'ours; comfort after a Winning by Design blueprint ($50K to $500K) and FLG Partners '
                               '($50K and more), '
                               'https://flgpartners.com/the-unit-economics-of-an-inside-sales-strategy-at-a-saas-company/; '
                               'lower edge after a 2019 survey as reported by BenchmarkHQ ($25K), '
                               'https://blog.benchmarkhq.io/2020/05/22/avoiding-the-saas-no-mans-land-acv-dead-zone/'},
           'named_accounts': {'outside_below': 100000,
                              'comfort_from': 500000,
                              'source': 'ours; comfort after a Winning by Design blueprint ($500K and more), lower '
                                        "edge after a practitioner's handbook ($250K and more) and ours, "
                                        'https://github.com/NEON-Rutger/B2B-revops-skills'}},
 'numbers': {'small_company.arr': {'value': 5000000,
                                   'unit': 'USD',
                                   'basis': 'ours',
                                   'source': 'ours, after Jon Davies on the 2017 Bridge Group report: below $5M a '
                                             'year sales and success roles are seldom split, '
                                             'https://medium.com/north-america-tech-for-kiwis/new-saas-report-from-the-bridge-group-680c2b7cd3d6'},
             'small_company.headcount': {'value': 15,
                                         'unit': 'people',
                                         'basis': 'ours',
                                         'source': 'ours, used when revenue is not given'},
             'horizon.years': {'value': 3,
                               'unit': 'years',
                               'basis': 'ours',
                               'source': 'ours, after Jay Filiatrault reading the book Revenue Architecture (1 year '
                                         'for plug-ins, 3 for applications, 5 for platforms), '
                                         'https://gtmops.agency/blog/saas-sales-motion-too-expensive-for-acv'},
             'expansion.net_retention': {'value': 100,
                                         'unit': 'percent',
                                         'basis': 'ours',
                                         'source': 'ours: above it customers grow, which is what GTM Model, note 4, '
                                                   'rests on'},
             'positions.allowed_gap': {'value': 1,
                                       'unit': 'positions',
                                       'basis': 'ours',
                                       'source': 'ours: next door is accepted, because published borders overlap'},
             'value.severe_factor': {'value': 2,
                                     'unit': 'times',
                                     'basis': 'ours',
                                     'source': 'ours: half the lower border, or twice the upper one, weighs one step '
                                               'more'},
             'load.named_accounts.most': {'value': 50,
                                          'unit': 'accounts per rep',
                                          'basis': 'ours',
                                          'source': 'ours, in the words of the GTM Model; scale after a Winning by '
                                                    'Design blueprint (named 2 to 20) and Clinton Gott (named up to '
                                                    '20, territory up to 100), '
                                                    'https://bettersalescomp.com/2015/05/19/how-many-accounts-should-our-salespeople-cover/'},
             'load.field.most': {'value': 500,
                                 'unit': 'accounts per rep',
                                 'basis': 'ours',
                                 'source': 'ours, above the few hundred accounts of a territory in the GTM Model'},
             'load.field.least': {'value': 20,
                                  'unit': 'accounts per rep',
                                  'basis': 'ours',
                                  'source': 'ours, after a Winning by Design blueprint (20 to 50 target accounts)'},
             'load.accounts.most': {'value': 50,
                                    'unit': 'accounts per CSM',
                                    'basis': 'ours',
                                    'source': 'ours, in the words of the GTM Model; scale after Lyniro (5 to 15 '
                                              'large customers per manager, 20 to 75 in the middle), '
                                              'https://lyniro.com/blog/csm-to-customer-ratio/'},
             'load.segment.most': {'value': 150,
                                   'unit': 'accounts per CSM',
                                   'basis': 'ours',
                                   'source': 'ours, in the words of the GTM Model; scale after SaaStr (50 to 100 '
                                             'customers at $20K each), '
                                             'https://www.saastr.com/dear-saastr-at-20000-acv-how-many-customers-should-each-customer-success-manager-have'},
             'load.volume.least': {'value': 50,
                                   'unit': 'accounts per CSM',
                                   'basis': 'ours',
                                   'source': 'ours, in the words of the GTM Model; scale after Lyniro (100 to 500 '
                                             'small customers per manager), '
                                             'https://lyniro.com/blog/csm-to-customer-ratio/'},
             'deals.one_stage.least': {'value': 80,
                                       'unit': 'deals per rep',
                                       'basis': 'ours',
                                       'source': "ours, after a practitioner's table of value and volume "
                                                 '(gtm-planning), https://github.com/NEON-Rutger/B2B-revops-skills'},
             'deals.one_stage.most': {'value': 120,
                                      'unit': 'deals per rep',
                                      'basis': 'ours',
                                      'source': "ours, after a practitioner's table of value and volume "
                                                '(gtm-planning), https://github.com/NEON-Rutger/B2B-revops-skills'},
             'deals.two_stage.least': {'value': 25,
                                       'unit': 'deals per rep',
                                       'basis': 'ours',
                                       'source': "ours, after a practitioner's table of value and volume "
                                                 '(gtm-planning), https://github.com/NEON-Rutger/B2B-revops-skills; '
                                                 "two-stage and field agree with Insight's poster of sales metrics, "
                                                 'https://paperzz.com/doc/9241170/periodic-table-of-saas-metrics-final'},
             'deals.two_stage.most': {'value': 40,
                                      'unit': 'deals per rep',
                                      'basis': 'ours',
                                      'source': "ours, after a practitioner's table of value and volume "
                                                '(gtm-planning), https://github.com/NEON-Rutger/B2B-revops-skills; '
                                                "two-stage and field agree with Insight's poster of sales metrics, "
                                                'https://paperzz.com/doc/9241170/periodic-table-of-saas-metrics-final'},
             'deals.field.least': {'value': 8,
                                   'unit': 'deals per rep',
                                   'basis': 'ours',
                                   'source': "ours, after a practitioner's table of value and volume (gtm-planning), "
                                             'https://github.com/NEON-Rutger/B2B-revops-skills; two-stage and field '
                                             "agree with Insight's poster of sales metrics, "
                                             'https://paperzz.com/doc/9241170/periodic-table-of-saas-metrics-final'},
             'deals.field.most': {'value': 15,
                                  'unit': 'deals per rep',
                                  'basis': 'ours',
                                  'source': "ours, after a practitioner's table of value and volume (gtm-planning), "
                                            'https://github.com/NEON-Rutger/B2B-revops-skills; two-stage and field '
                                            "agree with Insight's poster of sales metrics, "
                                            'https://paperzz.com/doc/9241170/periodic-table-of-saas-metrics-final'},
             'deals.named_accounts.least': {'value': 3,
                                            'unit': 'deals per rep',
                                            'basis': 'ours',
                                            'source': "ours, after a practitioner's table of value and volume "
                                                      '(gtm-planning), '
                                                      'https://github.com/NEON-Rutger/B2B-revops-skills'},
             'deals.named_accounts.most': {'value': 6,
                                           'unit': 'deals per rep',
                                           'basis': 'ours',
                                           'source': "ours, after a practitioner's table of value and volume "
                                                     '(gtm-planning), '
                                                     'https://github.com/NEON-Rutger/B2B-revops-skills'},
             'deals.too_many_factor': {'value': 1.5,
                                       'unit': 'times',
                                       'basis': 'ours',
                                       'source': 'ours: only far above the usual range counts'},
             'deals.too_few_factor': {'value': 0.5,
                                      'unit': 'times',
                                      'basis': 'ours',
                                      'source': 'ours: only far below the usual range counts'},
             'yield.usual': {'value': 5,
                             'unit': 'times earnings',
                             'basis': 'ours',
                             'source': 'ours, after the Bridge Group as reported by BenchmarkHQ (quota to earnings 5 '
                                       'to 1), '
                                       'https://blog.benchmarkhq.io/2020/05/22/avoiding-the-saas-no-mans-land-acv-dead-zone/'},
             'yield.medium': {'value': 4,
                              'unit': 'times earnings',
                              'basis': 'ours',
                              'source': 'ours, between the usual figure and the floor'},
             'yield.high': {'value': 3,
                            'unit': 'times earnings',
                            'basis': 'ours',
                            'source': 'ours, after David Cummings (inside sales, 2012), '
                                      'https://davidcummings.org/2012/08/06/the-3x-rule-for-saas-inside-sales-rep-quotas/'},
             'payback.light.medium': {'value': 12,
                                      'unit': 'months',
                                      'basis': 'ours',
                                      'source': 'ours, after David Skok (earn it back in under a year), '
                                                'https://echai.ventures/startingup/from/for-entrepreneurs'},
             'payback.light.high': {'value': 18,
                                    'unit': 'months',
                                    'basis': 'ours',
                                    'source': 'ours, after Bessemer, Cloud Computing Law 6, 2012 (6 to 18 months for '
                                              'small customers, 24 to 36 for large ones, then alarm), '
                                              'http://www.bvp.com/blog/bessemer-cloud-computing-law-6-build-revenue-engine'},
             'payback.middle.medium': {'value': 18,
                                       'unit': 'months',
                                       'basis': 'ours',
                                       'source': 'ours, after Bessemer, Cloud Computing Law 6, 2012 (6 to 18 months '
                                                 'for small customers, 24 to 36 for large ones, then alarm), '
                                                 'http://www.bvp.com/blog/bessemer-cloud-computing-law-6-build-revenue-engine'},
             'payback.middle.high': {'value': 24,
                                     'unit': 'months',
                                     'basis': 'ours',
                                     'source': "ours, after Bessemer, 5 C's of Cloud Finance, 2016 (24 months is the "
                                               'slow end of good), '
                                               'https://www.slideshare.net/takaumada/customer-success-startup'},
             'payback.heavy.medium': {'value': 24,
                                      'unit': 'months',
                                      'basis': 'ours',
                                      'source': 'ours, after Bessemer, Cloud Computing Law 6, 2012 (6 to 18 months '
                                                'for small customers, 24 to 36 for large ones, then alarm), '
                                                'http://www.bvp.com/blog/bessemer-cloud-computing-law-6-build-revenue-engine'},
             'payback.heavy.high': {'value': 36,
                                    'unit': 'months',
                                    'basis': 'ours',
                                    'source': 'ours, after Bessemer, Cloud Computing Law 6, 2012 (6 to 18 months for '
                                              'small customers, 24 to 36 for large ones, then alarm), '
                                              'http://www.bvp.com/blog/bessemer-cloud-computing-law-6-build-revenue-engine'},
             'payback.critical': {'value': 36,
                                  'unit': 'months',
                                  'basis': 'ours',
                                  'source': 'ours, after Bessemer, Cloud Computing Law 6, 2012 (6 to 18 months for '
                                            'small customers, 24 to 36 for large ones, then alarm), '
                                            'http://www.bvp.com/blog/bessemer-cloud-computing-law-6-build-revenue-engine'},
             'ltv_cac.critical': {'value': 1,
                                  'unit': 'times',
                                  'basis': 'ours',
                                  'source': 'ours: below it a customer never returns what winning it cost'},
             'ltv_cac.high': {'value': 3,
                              'unit': 'times',
                              'basis': 'ours',
                              'source': 'ours, after David Skok (about 3 or more), '
                                        'https://echai.ventures/startingup/from/for-entrepreneurs'},
             'ltv_cac.low': {'value': 5,
                             'unit': 'times',
                             'basis': 'ours',
                             'source': "ours, after Bessemer, 5 C's of Cloud Finance, 2016 (5 and more is best), "
                                       'https://www.slideshare.net/takaumada/customer-success-startup'},
             'gtm_cost.share': {'value': 20,
                                'unit': 'percent',
                                'basis': 'ours',
                                'source': 'ours, after Jay Filiatrault (all go-to-market cost, customer success '
                                          'included, under a fifth of lifetime value), '
                                          'https://gtmops.agency/blog/saas-sales-motion-too-expensive-for-acv; shown '
                                          'as information, never a finding'},
             'cycle.small.value': {'value': 15000,
                                   'unit': 'USD',
                                   'basis': 'ours',
                                   'source': "ours, after a practitioner's operating thresholds "
                                             '(deal-velocity-engineer), which call themselves no statistics, '
                                             'https://github.com/NEON-Rutger/B2B-revops-skills'},
             'cycle.small.days': {'value': 60,
                                  'unit': 'days',
                                  'basis': 'ours',
                                  'source': "ours, after a practitioner's operating thresholds "
                                            '(deal-velocity-engineer), which call themselves no statistics, '
                                            'https://github.com/NEON-Rutger/B2B-revops-skills; typical cycles are '
                                            'shorter, https://thecroreport.com/glossary/sales-cycle-length'},
             'cycle.middle.value': {'value': 75000,
                                    'unit': 'USD',
                                    'basis': 'ours',
                                    'source': "ours, after a practitioner's operating thresholds "
                                              '(deal-velocity-engineer), which call themselves no statistics, '
                                              'https://github.com/NEON-Rutger/B2B-revops-skills'},
             'cycle.middle.days': {'value': 120,
                                   'unit': 'days',
                                   'basis': 'ours',
                                   'source': "ours, after a practitioner's operating thresholds "
                                             '(deal-velocity-engineer), which call themselves no statistics, '
                                             'https://github.com/NEON-Rutger/B2B-revops-skills; typical cycles are '
                                             'shorter, https://thecroreport.com/glossary/sales-cycle-length'},
             'cycle.large.value': {'value': 250000,
                                   'unit': 'USD',
                                   'basis': 'ours',
                                   'source': "ours, after a practitioner's operating thresholds "
                                             '(deal-velocity-engineer), which call themselves no statistics, '
                                             'https://github.com/NEON-Rutger/B2B-revops-skills'},
             'cycle.large.days': {'value': 180,
                                  'unit': 'days',
                                  'basis': 'ours',
                                  'source': "ours, after a practitioner's operating thresholds "
                                            '(deal-velocity-engineer), which call themselves no statistics, '
                                            'https://github.com/NEON-Rutger/B2B-revops-skills; typical cycles are '
                                            'shorter, https://thecroreport.com/glossary/sales-cycle-length'},
             'cycle.largest.days': {'value': 270,
                                    'unit': 'days',
                                    'basis': 'ours',
                                    'source': "ours, after a practitioner's operating thresholds "
                                              '(deal-velocity-engineer), which call themselves no statistics, '
                                              'https://github.com/NEON-Rutger/B2B-revops-skills'},
             'cycle.severe_factor': {'value': 2,
                                     'unit': 'times',
                                     'basis': 'ours',
                                     'source': 'ours: twice as long weighs one step more'},
             'strategy.solid_checks': {'value': 3,
                                       'unit': 'checks',
                                       'basis': 'ours',
                                       'source': "ours: three of four; the checks after a practitioner's test of "
                                                 'what is repeatable (gtm-planning), '
                                                 'https://github.com/NEON-Rutger/B2B-revops-skills'},
             'move.months_medium': {'value': 12,
                                    'unit': 'months',
                                    'basis': 'ours',
                                    'source': 'ours, after M.-B. Finotti (a real change of motion takes 12 to 24 '
                                              'months), mbfinotti/sales-skills on GitHub'},
             'move.months_high': {'value': 6,
                                  'unit': 'months',
                                  'basis': 'ours',
                                  'source': 'ours, after M.-B. Finotti (a real change of motion takes 12 to 24 '
                                            'months), mbfinotti/sales-skills on GitHub'},
             'charging.low_acv': {'value': 10000,
                                  'unit': 'USD',
                                  'basis': 'ours',
                                  'source': 'ours: the lower end of value in GTM Model, finding 4'},
             'charging.high_acv': {'value': 50000,
                                   'unit': 'USD',
                                   'basis': 'ours',
                                   'source': 'ours: the higher end of value in GTM Model, finding 4'},
             'charging.side_line_share': {'value': 10,
                                          'unit': 'percent',
                                          'basis': 'ours',
                                          'source': 'ours: up to a tenth of revenue service is a side line'},
             'time_on_deals.medium': {'value': 20,
                                      'unit': 'percent',
                                      'basis': 'ours',
                                      'source': 'ours, anchored on Pragmatic (beyond 80 % it is sales support), '
                                                'https://www.pragmaticinstitute.com/blog/post/too-much-sales-support-isnt-healthy, '
                                                'and on a usual load of about 15 %, '
                                                'https://focusedb2b.com/blog/page/2/'},
             'time_on_deals.high': {'value': 50,
                                    'unit': 'percent',
                                    'basis': 'ours',
                                    'source': 'ours, anchored on Pragmatic (beyond 80 % it is sales support), '
                                              'https://www.pragmaticinstitute.com/blog/post/too-much-sales-support-isnt-healthy, '
                                              'and on a usual load of about 15 %, '
                                              'https://focusedb2b.com/blog/page/2/'},
             'time_on_deals.critical': {'value': 80,
                                        'unit': 'percent',
                                        'basis': 'ours',
                                        'source': 'ours, anchored on Pragmatic (beyond 80 % it is sales support), '
                                                  'https://www.pragmaticinstitute.com/blog/post/too-much-sales-support-isnt-healthy, '
                                                  'and on a usual load of about 15 %, '
                                                  'https://focusedb2b.com/blog/page/2/'},
             'sales_market_work.medium': {'value': 20,
                                          'unit': 'percent',
                                          'basis': 'ours',
                                          'source': 'ours; the Essay wants Sales wholly on deals'},
             'sales_market_work.high': {'value': 40,
                                        'unit': 'percent',
                                        'basis': 'ours',
                                        'source': 'ours; the Essay wants Sales wholly on deals'},
             'interviews.enough': {'value': 3,
                                   'unit': 'interviews',
                                   'basis': 'ours',
                                   'source': 'ours, after Adele Revella (three to five good talks beat dozens of '
                                             'templates), '
                                             'https://blog.buyerpersona.com/2011/05/have-enough-information-for-your-buyer-persona.html'},
             'misfiled.medium': {'value': 10,
                                 'unit': 'percent',
                                 'basis': 'ours',
                                 'source': 'ours; the Essay separates the two purses without a number'},
             'misfiled.high': {'value': 30,
                               'unit': 'percent',
                               'basis': 'ours',
                               'source': 'ours; the Essay separates the two purses without a number'},
             'misfiled.both_share': {'value': 25,
                                     'unit': 'percent',
                                     'basis': 'ours',
                                     'source': 'ours: beyond a quarter the lines should be split'},
             'persona.rings': {'value': 5,
                               'unit': 'rings',
                               'basis': 'ours',
                               'source': "Adele Revella's five rings of buying insight, as summarised in "
                                         'guia-matthieu/clawfu-skills on GitHub; that all five must be filled is '
                                         'ours'}}}
