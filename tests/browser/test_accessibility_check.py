"""The check of accessibility finds what it must, also under a strict content security policy."""

import pytest
from accessibility import accessibility_faults, check_accessibility

POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
PAGE = (
    '<!doctype html><html lang="en"><head>{policy}<title>A page</title></head><body><main>{body}</main></body></html>'
)
FAULTS = {
    "image-alt": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    "label": '<input type="text">',
    "color-contrast": '<p style="color: #999; background: #fff">grey on white, 2.8 to 1</p>',
}


@pytest.fixture
def shown(browser):
    """Return a way to show a page."""
    held = browser.new_page()

    def show(body):
        held.set_content(PAGE.format(body=body, policy=POLICY))
        return held

    yield show
    held.close()


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_is_found_and_named(shown, rule):
    (fault,) = accessibility_faults(shown(FAULTS[rule]))
    assert fault.split(" | ")[1] == rule
    with pytest.raises(AssertionError, match=rule):
        check_accessibility(shown(FAULTS[rule]))


def test_a_page_without_faults_passes(shown):
    check_accessibility(shown('<h1>Talks</h1><p style="color: #767676; background: #fff">4.54 to 1</p>'))
