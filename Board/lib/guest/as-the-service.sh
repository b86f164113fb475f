#!/bin/sh
# Tries, as the service and within its walls, to change what is root's. A line for each try that came off.
cd /etc/menshen || exit 1
try() { if "$@" 2>/dev/null; then echo "DONE: $*"; fi; }
echo x >.own || echo "not even a file of its own"
try mv -f .own board.toml
try rm -f board.toml
try mv board.toml old.toml
try ln -f .own board.toml
try cp .own board.toml
try chmod 666 board.toml
try chown menshen board.toml
try ln -sfn /dev/ttyS0 console
try rm -f console
try mv console other
try rm -f model.mpack
try chmod 777 /etc/menshen
try rmdir /etc/menshen
try mv /etc/menshen /etc/x
try touch /etc/x
try touch /usr/bin/x
for place in /etc/menshen /var/lib/menshen /tmp /var/tmp /dev/shm; do
    cp /bin/true "$place/program" && try "$place/program"
    rm -f "$place/program"
done
rm .own
echo "that was all"
