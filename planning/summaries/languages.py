"""What the languages of a session ask for."""

from dialogues.choices import Language
from dialogues.models import Session


def interpreted(session: Session) -> list[Language]:
    """Those that need an interpreter, in the order in which the session names them: sign language, and every spoken one
    but that in which the session is held. That is English, or the only one.
    """
    named = [Language(code) for code in session.languages]
    spoken = [language for language in named if language != Language.ASL]
    held_in = spoken[0] if len(spoken) == 1 else Language.ENGLISH
    return [language for language in named if language != held_in]
