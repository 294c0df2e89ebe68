"""The words of the handouts by language: a further language is one file with the keys of the English one."""

from sim.classroom.lesson.handout_english import ENGLISH
from sim.classroom.lesson.handout_korean import KOREAN

LANGUAGES = {"en": ENGLISH, "ko": KOREAN}
