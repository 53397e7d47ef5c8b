"""The learning curve as a picture: well-formed, every line there, no label upon another."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree.ElementTree import fromstring

from bench.curve import svg

PICTURE = svg("F1 & more", [100, 400], {"acts zh": [0.5, 0.72], "acts en": [0.45, 0.72], "breach zh": [0.6, 0.8]})


def test_the_picture_is_well_formed_and_has_every_line() -> None:
    assert len(fromstring(PICTURE).findall("{http://www.w3.org/2000/svg}polyline")) == 3


def test_labels_of_lines_that_end_together_stand_apart() -> None:
    places = sorted(float(place) for place in re.findall(r'y="([\d.]+)" fill', PICTURE))
    assert all(later - earlier >= 14.9 for earlier, later in pairwise(places))
