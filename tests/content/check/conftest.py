from pathlib import Path

import pytest
from check_seeds import small_content


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_content(tmp_path)
