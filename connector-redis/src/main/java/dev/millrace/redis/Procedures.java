package dev.millrace.redis;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The procedures in the form that the servers run, and the loading of them. Safe for all threads. */
final class Procedures {
    private final Library library = new Library();
    private final LongAdder loads = new LongAdder();
    /** Written while the target is opened, before others read it. */
    private volatile Library.Form form = Library.Form.FUNCTIONS;

    void use(Library.Form form) {
        this.form = form;
    }

    Command call(RowCommand command) {
        return library.call(command, form);
    }

    /** What every server is sent at the start. */
    List<Command> first() {
        return library.load(form);
    }

    /** What a server is sent that does not have them. */
    List<Command> load() {
        loads.increment();
        return library.load(form);
    }

    /** How often a server was found without them. */
    long loads() {
        return loads.sum();
    }
}
