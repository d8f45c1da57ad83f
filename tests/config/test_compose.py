"""The compose file and its companions keep their promises, as far as reading them can show."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
COMPOSE = (PROJECT / "docker-compose.yml").read_text()
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE)["services"]
OURS = ["beat", "migrate", "web", "worker"]
# What only development needs is commented out, without a space.
EXAMPLE = dict(
    re.findall(r"^#?([A-Z_]+)=(.*)$", (PROJECT / ".env.example").read_text(), re.MULTILINE)
)
SECRETS = r"\w+_PASSWORD|SECRET_KEY|ENCRYPTION_KEYS"


def test_it_has_the_application_in_four_parts_and_two_servers() -> None:
    assert sorted(SERVICES) == ["beat", "broker", "database", "migrate", "web", "worker"]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_whatever_stays_running_says_how_it_is(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] in ("CMD", "CMD-SHELL")
    assert {"interval", "timeout"} <= set(check)


@pytest.mark.parametrize("name", ["beat", "web", "worker"])
def test_the_parts_wait_for_migrations_and_healthy_servers(name: str) -> None:
    assert SERVICES[name]["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"},
        "database": {"condition": "service_healthy"},
        "broker": {"condition": "service_healthy"},
    }


def test_migrations_run_once_as_the_owner_of_the_tables_without_a_time_limit() -> None:
    job = SERVICES["migrate"]
    assert job["command"] == "python manage.py migrate --noinput"
    assert job["restart"] == "no"
    assert job["environment"]["DATABASE_URL"].startswith("postgres://etappe_owner:")
    assert job["environment"]["STATEMENT_TIMEOUT_MS"] == "0"
    assert SERVICES["web"]["environment"]["DATABASE_URL"].startswith("postgres://etappe_app:")


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_nothing_runs_as_root(name: str) -> None:
    assert SERVICES[name]["user"] in ("10001:10001", "postgres", "valkey")


@pytest.mark.parametrize("name", OURS)
def test_the_application_writes_only_where_it_must(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]
    assert service["volumes"] == ["files:/var/lib/etappe"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_only_the_web_server_is_reachable_and_only_from_this_machine() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"web": ["127.0.0.1:${PORT:-8000}:8000"]}


def test_images_are_pinned_to_a_major_version() -> None:
    images = {name: service["image"] for name, service in SERVICES.items()}
    assert images["database"] == "postgres:18"
    assert images["broker"] == "valkey/valkey:9"
    assert all(re.search(r":\d", image) for image in images.values())
    dockerfile = (PROJECT / "Dockerfile").read_text()
    assert re.findall(r"^FROM (\S+)", dockerfile, re.M) == ["python:3.11-slim-bookworm"]


def test_every_variable_is_explained_in_the_example() -> None:
    used = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", COMPOSE))
    assert used - set(EXAMPLE) == set()
    assert used >= {"DATABASE_PASSWORD", "SECRET_KEY", "VALKEY_PASSWORD"}


def test_every_setting_is_explained_in_the_example() -> None:
    settings = (PROJECT / "config" / "settings.py").read_text()
    read = set(re.findall(r"\benv\.\w+\(\s*[\"']([A-Z_]+)[\"']", settings))
    assert read >= {"DATABASE_URL", "SECRET_KEY"}
    assert read - set(EXAMPLE) == set()


def test_the_example_explains_each_setting_and_holds_no_secret() -> None:
    lines = (PROJECT / ".env.example").read_text().splitlines()
    for number, line in enumerate(lines):
        if re.match(r"#?[A-Z_]+=", line):
            assert re.match(r"# |[A-Z_]+_PASSWORD=$", lines[number - 1])
    secret = [name for name in EXAMPLE if re.fullmatch(SECRETS, name)]
    assert {name: EXAMPLE[name] for name in secret} == dict.fromkeys(secret, "")


def test_secrets_must_be_given() -> None:
    endings = re.findall(rf"\$\{{(?:{SECRETS})([^A-Z_}}][^}}]*)?\}}", COMPOSE)
    assert len(endings) >= 6
    assert set(endings) == {":?"}


def test_the_broker_forgets_nothing_and_wants_a_password() -> None:
    command = " ".join(SERVICES["broker"]["command"])
    for words in ("--requirepass", "--appendonly yes", "--maxmemory-policy noeviction"):
        assert words in command


def test_the_image_installs_by_hash_collects_static_files_and_drops_root() -> None:
    dockerfile = (PROJECT / "Dockerfile").read_text()
    steps = ["--require-hashes", "collectstatic", "USER 10001", 'CMD ["granian"']
    places = [dockerfile.index(step) for step in steps]
    assert places == sorted(places)
