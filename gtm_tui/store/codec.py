"""Sessions as files: decoding and encoding under one name."""

from gtm_tui.store.decoding import Decoded, decode_document, decode_session
from gtm_tui.store.encoding import EncodingError, document, encode_session
from gtm_tui.store.problems import Problem

__all__ = ["Decoded", "EncodingError", "Problem", "decode_document", "decode_session", "document", "encode_session"]
