# The guard of one server: it outlives neither the server nor the JVM that started it.
#
# usage: sh guard.sh <pid file> <log file> <polite signal> <grace in tenths of a second> <command> [argument ...]
#
# Standard input is the read end of a pipe that only our JVM can write to. It ends when the JVM closes it or dies, in
# whatever way. Then the server gets the polite signal, and after the grace time it and everything below it is killed.
# The server's pid is the only line on standard output. The guard's exit code is the server's.

# A Ctrl-C goes to every process of the terminal's foreground group. The guard leaves that group.
if [ -z "$MILLRACE_GUARD" ]; then
    export MILLRACE_GUARD=1
    if command -v setsid >/dev/null 2>&1; then
        exec setsid /bin/sh "$0" "$@"
    elif command -v perl >/dev/null 2>&1; then
        exec perl -MPOSIX -e 'POSIX::setsid(); exec { $ARGV[0] } @ARGV' /bin/sh "$0" "$@"
    fi
fi
unset MILLRACE_GUARD
trap '' INT HUP

pid_file=$1 log_file=$2 signal=$3 grace=$4
shift 4

# All processes below a process. They are collected before it is gone: afterwards nobody knows whose they were.
below() (
    if [ -r "/proc/$$/task/$$/children" ]; then
        for list in /proc/"$1"/task/*/children; do
            children=
            { read -r children <"$list"; } 2>/dev/null
            for child in $children; do
                echo "$child"
                below "$child"
            done
        done
    else
        ps -A -o pid= -o ppid= 2>/dev/null | while read -r child parent; do
            if [ "$parent" = "$1" ]; then
                echo "$child"
                below "$child"
            fi
        done
    fi
)

stop_server() {
    trap '' TERM
    family=$(below "$server")
    kill -s "$signal" "$server"
    # A suspended process takes no signal but KILL.
    kill -s CONT "$server" $family
    waited=0
    while [ "$waited" -lt "$grace" ] && kill -s 0 "$server"; do
        sleep 0.1
        waited=$((waited + 1))
    done
    family="$family $(below "$server")"
    kill -s KILL "$server" $family
} >/dev/null 2>&1

exec 3<&0 </dev/null
"$@" >>"$log_file" 2>&1 3<&- &
server=$!
echo "$server" >"$pid_file.new" && mv "$pid_file.new" "$pid_file"

# Nothing is ever written to the pipe: read returns when it ends.
{
    read -r _ <&3
    stop_server
} >/dev/null 2>&1 &
watcher=$!

echo "$server"
exec 3<&- >/dev/null 2>&1
wait "$server"
code=$?
# A watcher that still waits dies of this; one that is about to stop the server ignores it and finishes.
kill -s TERM "$watcher"
wait "$watcher"
rm -f "$pid_file"
exit "$code"
