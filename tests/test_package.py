"""The data package says of each dataset what its record says, and its columns are those of the file."""

import csv
import hashlib
import json
from dataclasses import replace

import pytest

from book.data.records import datasets, read_record
from book.edition import Edition
from book.publish import package


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    package.write(folder, Edition(2023, "nl"))
    return folder, json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_every_dataset_is_a_resource_with_its_file_and_record(described):
    folder, said = described
    assert [resource["name"] for resource in said["resources"]] == datasets()
    for resource in said["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert (folder / "data" / f"{resource['name']}.yml").exists()


def test_the_fields_are_the_columns_and_the_key_is_unique(described):
    folder, said = described
    assert sum("primaryKey" in resource["schema"] for resource in said["resources"]) > len(said["resources"]) / 2
    for resource in said["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as lines:
            rows = list(table := csv.DictReader(lines))
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names == list(table.fieldnames)
        if key := resource["schema"].get("primaryKey"):
            assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)


def test_codes_have_their_labels_and_sources_their_address(described):
    migration = next(entry for entry in described[1]["resources"] if entry["name"] == "migration")
    fields = {field["name"]: field for field in migration["schema"]["fields"]}
    assert {"value": "immigration", "label": "immigratie (persons)"} in fields["measure"]["categories"]
    assert (fields["value"]["type"], fields["vintage"]["type"]) == ("number", "date")
    addresses = {source.address for source in read_record("migration").sources.values()}
    assert {source["path"] for source in migration["sources"]} == addresses


def test_licences_are_those_of_the_sources_with_name_path_and_title(described):
    by_name = {resource["name"]: resource for resource in described[1]["resources"]}
    assert by_name["migration"]["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}
    ]
    for name, resource in by_name.items():
        stated = {source.licence for source in read_record(name).sources.values() if source.licence}
        assert {one["title"] for one in resource.get("licenses", [])} == stated
        assert all(set(one) == {"name", "path", "title"} for one in resource.get("licenses", []))


def test_a_licence_that_the_package_does_not_know_is_found_at_its_publication():
    record = read_record("migration")
    source = replace(next(iter(record.sources.values())), licence="own terms", address="https://example.org/terms")
    (stated,) = package.licences(replace(record, sources={"one": source}))
    assert stated == {"path": "https://example.org/terms", "title": "own terms"}
    assert package.licences(replace(record, sources={"one": replace(source, licence="")})) == []


def test_the_package_is_valid_where_the_validator_is_at_hand(described):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed: a check of developers")
    assert frictionless.validate(str(described[0] / "datapackage.json")).valid
