"""Bundles of one small round, checked in every way."""

import pytest
from bundles import files_of, zipped
from records import a_round

from homeward.ledger import verify_record as verifier
from homeward.ledger.terms import NEUTRAL


@pytest.fixture(scope="session")
def the_round():
    return a_round()


@pytest.fixture(scope="session")
def files(the_round, tmp_path_factory):
    """The files of NEUTRAL's bundle, which sees everything."""
    return files_of(the_round.bundle(NEUTRAL, tmp_path_factory.mktemp("good") / "n.zip"))


@pytest.fixture
def check(tmp_path):
    """Checks files put into a zip."""

    def checked(files, **options):
        return verifier.verify_bundle(str(zipped(files, tmp_path / "bundle.zip")), **options)

    return checked
