"""The configuration files of the tests, table by table: what each of them has to say stands here once."""
import json
import socket


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def env(name):
    """A secret that is read from the environment."""
    return {"env": name}


def value(given):
    return "{ " + ", ".join(f"{key} = {json.dumps(item)}" for key, item in given.items()) + " }" if isinstance(given, dict) else json.dumps(given)


def table(name, /, **values):
    """One TOML table; a name in brackets is one more of a list of tables."""
    return f"[{name}]\n" + "".join(f"{key} = {value(given)}\n" for key, given in values.items())


NOTICE = table("notice", responsible="A", contact="B")


def channel(name, kind, base_url, account, **values):
    """A platform that answers at base_url, and its one account: the values of `[[channel.account]]`."""
    return table("[channel]", name=name, kind=kind, base_url=base_url, **values) + table("[channel.account]", **account)


def zalo_oa(base_url, account, app_id="1", app_secret="TEST_SECRET", oa_secret="TEST_SECRET", **values):
    """The secrets are names in the environment."""
    return channel("zalo", "zalo_oa", base_url, account, app_id=app_id, app_secret=env(app_secret), oa_secret=env(oa_secret), auth_url=base_url, **values)


def zalo_bot(base_url, account, verify_token="TEST_SECRET", **values):
    return channel("bot", "zalo_bot", base_url, account, verify_token=env(verify_token), **values)
