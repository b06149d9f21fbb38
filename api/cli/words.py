"""The command line's phrases: those of ``words.json`` beside this module, and those that a page says as well."""

from api.phrases import Phrases

_PHRASES = Phrases("phrases.json", "cli/words.json")
phrases, phrase = _PHRASES.all, _PHRASES.say
