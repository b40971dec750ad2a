"""Puts all content files together and refuses what does not hang together."""

from pathlib import Path

from content.asides import read_asides
from content.finding import ContentError, Finding
from content.flow import read_flow
from content.graph import graph_findings
from content.model import Content
from content.needs import read_needs
from content.render import render_findings
from content.services import read_campaigns, read_laws, read_services
from content.words import read_words

CONTENT_DIR = Path(__file__).parent


def examine(root: Path = CONTENT_DIR) -> tuple[Content, list[Finding]]:
    """The content as far as it can be read, with all that is wrong with it."""
    screens, entries, moved, findings = read_flow(root)
    needs, wrong_needs = read_needs(root, screens)
    asides, wrong_asides = read_asides(root, screens)
    services, wrong_services = read_services(root)
    laws, wrong_laws = read_laws(root)
    periods, campaigns, wrong_campaigns = read_campaigns(root)
    words, wrong_words = read_words(root, screens, services, laws)
    content = Content(screens, entries, words, services, laws, periods, campaigns, moved, needs, asides)
    findings += wrong_needs + wrong_asides + wrong_services + wrong_laws + wrong_campaigns + wrong_words
    if not any(finding.rule in ("file", "flow", "shape") for finding in findings):
        findings += graph_findings(content)
    if not findings:
        findings += render_findings(content)
    return content, findings


def load(root: Path = CONTENT_DIR) -> Content:
    """The content, whole. Raises ContentError with every finding when it is not."""
    content, findings = examine(root)
    errors = [finding for finding in findings if finding.level == "error"]
    if errors:
        raise ContentError(errors)
    return content
