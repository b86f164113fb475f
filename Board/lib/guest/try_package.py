"""Boots the guest and does in it what an installer does.  try_package.py DIRECTORY (kernel, initrd and disk are in it)"""

import atexit
import os
import pty
import re
import select
import socket
import subprocess
import sys
import time

WAIT_SECONDS = 180


class Line:
    """Bytes both ways; all that comes is kept in a file."""

    def __init__(self, descriptor, log):
        self.descriptor, self.log, self.text = descriptor, open(log, "a"), ""

    def type(self, keys):
        os.write(self.descriptor, keys.encode())

    def until(self, end, keys=None):
        """What comes up to and with END; KEYS are typed each second until something of it is there."""
        give_up = time.monotonic() + WAIT_SECONDS
        while end not in self.text:
            if time.monotonic() > give_up:
                raise SystemExit(f"menshen: no {end!r} came; the last was {self.text[-200:]!r}")
            if select.select([self.descriptor], [], [], 1)[0]:
                came = os.read(self.descriptor, 65536).decode(errors="replace")
                self.log.write(came)
                self.log.flush()
                self.text += came
            elif keys:
                self.type(keys)
        before, _, self.text = self.text.partition(end)
        return (before + end).replace("\r", "")


class Guest:
    def __init__(self, place):
        socket_path = f"{place}/socket"
        words = ["qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", "1024"]
        words += ["-nodefaults", "-display", "none", "-no-reboot"]
        words += ["-kernel", f"{place}/kernel", "-initrd", f"{place}/initrd"]
        words += ["-append", "console=ttyS0,115200 root=/dev/vda rw panic=-1 quiet systemd.show_status=0"]
        words += ["-drive", f"file={place}/disk,format=raw,if=virtio,cache=unsafe", "-device", "virtio-rng-pci"]
        words += ["-chardev", f"socket,id=shell,path={socket_path},server=on,wait=off", "-serial", "chardev:shell"]
        words += ["-chardev", "pty,id=console", "-serial", "chardev:console"]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        atexit.register(self.process.kill)
        said = self.process.stdout.readline()
        self.console = re.search(r"/dev/pts/\d+", said)
        if not self.console:
            raise SystemExit(f"menshen: qemu: {said}")
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(socket_path)
        self.line = Line(self.socket.fileno(), f"{place}/shell")
        self.line.until("# ", keys="\n")
        self.line.type("stty -echo; PS1=; PS2=; export TERM=dumb SYSTEMD_PAGER=cat; echo rea''dy\n")
        self.line.until("ready\r\n")

    def do(self, command):
        """What COMMAND said; it has to end well."""
        self.line.type(f"{{ {command}\n}} 2>&1; echo \"status $?.\"\n")
        said = self.line.until("status ")
        status = self.line.until(".\r\n").strip()
        if status != "0.":
            raise SystemExit(f"menshen: {command!r} ended with {status} {said}")
        return said.removesuffix("status ").replace("\r", "")


def picocom(device, log):
    child, descriptor = pty.fork()
    if child == 0:
        os.environ["TERM"] = "vt100"
        os.execvp("picocom", ["picocom", "-q", "-b", "115200", device])
    return child, Line(descriptor, log)


def check(truth, words):
    if not truth:
        raise SystemExit(f"menshen: NOT so: {words}")
    print(f"menshen: {words}", flush=True)


def install(guest):
    guest.do("dpkg -i /usr/local/share/menshen.deb")
    directory = "stat -c '%U:%G %a' /etc/menshen"
    check(guest.do(directory) == "root:menshen 1775\n", "/etc/menshen is root:menshen, and sticky")
    guest.do("cd /usr/share/doc/menshen/examples && cp board/bench.toml /etc/menshen/board.toml")
    guest.do("cp site/office.toml /etc/menshen/site.toml && chown menshen: /etc/menshen/site.toml")
    guest.do("ln -s /dev/ttyS1 /etc/menshen/console && cp board/bench.toml /etc/menshen/model.mpack")
    guest.do("systemctl start menshen")


def claim(guest, line):
    said = guest.do("until journalctl -u menshen | grep -q 'claim code'; do sleep 1; done; journalctl -u menshen")
    code = re.search(r"claim code: (\S+)", said)[1]
    line.until("menshen> ", keys="\r")
    for keys, end in [("claim anna", "held): "), (code, "bytes): "), ("correct horse", "again): ")]:
        line.type(keys + "\r")
        line.until(end)
    line.type("correct horse\r")
    check("recovery code" in line.until("menshen> "), "with picocom: the claim code from the journal makes an account")
    log_in(line)


def log_in(line):
    """As soon as the store is mounted: until then nobody can."""
    for _ in range(60):
        line.type("login anna\r")
        line.until("shown): ")
        line.type("correct horse\r")
        if "being mounted" not in line.until("\n\rmenshen").replace("\x1b[K", ""):
            break
        time.sleep(1)
    line.until("anna> ")


def ask(line, command):
    line.type(command + "\r")
    line.until(command)
    return line.until("anna> ").replace("\x1b[K", "")


def save(guest, line):
    check("Menshen" in ask(line, "status"), "status is one screen")
    ask(line, "config set door.strike_ms=4000")
    check("saved" in ask(line, "config save").splitlines(), "config save saves under the unit")
    said = guest.do("cd /etc/menshen; stat -c '%U %a' site.toml; grep strike_ site.toml; ls -A | tr '\\n' ' '")
    check(said.startswith("menshen 644\nstrike_milliseconds = 4000"), "the file says it, has its owner and its mode")
    check(said.endswith("board.toml console model.mpack site.toml "), "nothing else is left in the directory")
    guest.do("chown root: /etc/menshen/site.toml")
    ask(line, "config set door.strike_ms=4500")
    check("error: not saved" in ask(line, "config save"), "a site.toml of root's is left alone, and the console says so")
    check("4000" in guest.do("grep strike_ /etc/menshen/site.toml"), "the file is as it was")
    guest.do("chown menshen: /etc/menshen/site.toml")


def keep_off(guest):
    unit = "/lib/systemd/system/menshen.service"
    changes = "s|^ExecStart=.*|ExecStart=/bin/sh /usr/local/bin/as-the-service.sh|; /^    --pack/d; s/^Type=exec/Type=oneshot/; "
    changes += "/^Restart/d; s|^NoExecPaths=/ |NoExecPaths=|; /^ExecPaths/d; s|^StandardOutput=.*|StandardOutput=file:/run/tries|"
    guest.do(f"sed '{changes}' {unit} >/etc/systemd/system/tries.service; systemctl daemon-reload; systemctl start tries")
    said = guest.do("cat /run/tries")
    check(said == "that was all\n", f"as the service: nothing of root's can be changed, nothing written can be run {said!r}")


def kill(guest, line):
    line.type("door watch\r")
    line.until("any key stops --")
    guest.do("systemctl kill -s KILL menshen")
    line.text = ""
    line.until("menshen> ")
    line.type("config show door.strike\r")
    check("error: log in first" in line.until("menshen> "), "killed under a watch: the prompt is back, nobody is logged in")
    log_in(line)
    check("4000" in ask(line, "config show door.strike"), "what was saved holds after the start")
    line.type("person remove 1")
    line.until("remove 1")
    guest.do("systemctl restart menshen")
    line.until("menshen> ")
    line.type("\r")
    check("error" not in line.until("menshen> "), "a restart in the middle of a line: the line is gone")


def upgrade_and_purge(guest):
    directory = "stat -c '%U:%G %a' /etc/menshen"
    guest.do("dpkg-statoverride --update --add root root 0755 /etc/menshen && dpkg -i /usr/local/share/menshen.deb")
    check(guest.do(directory) == "root:root 755\n", "an override of the directory is kept")
    guest.do("dpkg-statoverride --remove /etc/menshen && dpkg -i /usr/local/share/menshen.deb && systemctl is-active menshen")
    check(guest.do(directory) == "root:menshen 1775\n", "an upgrade sets it again, and the service runs")
    guest.do("touch /etc/menshen/.site.toml.new && dpkg -P menshen && test ! -e /var/lib/menshen")
    left = guest.do("cd /etc/menshen && ls -A | tr '\\n' ' ' && " + directory)
    check(left == "board.toml console model.mpack site.toml root:root 755\n", "purged: what was declared by hand stays, root's")


def main(place):
    guest = Guest(place)
    install(guest)
    _, line = picocom(guest.console[0], f"{place}/line")
    claim(guest, line)
    save(guest, line)
    keep_off(guest)
    kill(guest, line)
    upgrade_and_purge(guest)
    print("menshen: the package does in the guest what it should")


main(sys.argv[1])
