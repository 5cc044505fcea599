package dev.millrace.redis;

import static java.util.Map.entry;

import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Outcome.Scope;
import java.util.Map;

/**
 * What an error that a server answered means.
 *
 * @param code the error's first word, such as {@code READONLY}: stable, without data
 */
record ServerError(String code, FailureKind kind, Outcome.Scope scope, Reaction reaction) {
    /** The first word where the server has none of its own for it. */
    static final String GENERIC = "ERR";
    /** A login that lacks a permission; within scripts some servers say so in words only. */
    private static final String NO_PERMISSION = "NOPERM";

    private static final String OUT_OF_MEMORY = "OOM";
    /** What a server says that takes no more connections. */
    static final String TOO_MANY_CLIENTS = "MAXCLIENTS";
    /** What a server without a password says to whoever is on another machine. */
    static final String PROTECTED = "DENIED";

    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            entry("WRONGTYPE", new Meaning(FailureKind.POISON, Scope.ROW)),
            entry(RowRefused.KEY_FOREIGN, new Meaning(FailureKind.POISON, Scope.ROW)),
            entry(RowRefused.VALUE_TOO_LARGE, new Meaning(FailureKind.POISON, Scope.ROW)),
            entry(ProblemCode.VERSION_WIDTH_DIFFERS.name(), new Meaning(FailureKind.FATAL, Scope.ROW)),
            entry("NOAUTH", new Meaning(FailureKind.FATAL, Scope.BATCH)),
            entry("WRONGPASS", new Meaning(FailureKind.FATAL, Scope.BATCH)),
            entry(NO_PERMISSION, new Meaning(FailureKind.FATAL, Scope.BATCH)),
            entry("TRYAGAIN", new Meaning(FailureKind.TRANSIENT, Scope.ROW)),
            entry("NOSCRIPT", new Meaning(Reaction.LOAD)),
            entry("NOFUNCTION", new Meaning(Reaction.LOAD)),
            entry("MOVED", new Meaning(Reaction.MOVED)),
            entry("ASK", new Meaning(Reaction.ASK)),
            entry("READONLY", new Meaning(Reaction.RECONNECT)),
            entry("MASTERDOWN", new Meaning(Reaction.RECONNECT)));

    private static final Meaning UNKNOWN = new Meaning(FailureKind.UNAVAILABLE, Scope.BATCH);

    /** What has to be done besides, before the write is tried again. */
    enum Reaction {
        NONE,
        /** The procedures are not there: load them, and send it again. */
        LOAD,
        /** Another node has the slot: ask for the slots anew, and send it there. */
        MOVED,
        /** Another node has this key already: send it there after ASKING. */
        ASK,
        /** Who answered does not take writes any more: close all connections to it, and ask for the address anew. */
        RECONNECT
    }

    private record Meaning(FailureKind kind, Scope scope, Reaction reaction) {
        Meaning(FailureKind kind, Scope scope) {
            this(kind, scope, Reaction.NONE);
        }

        /** Tried again, once that was done: until then nothing like it can be written. */
        Meaning(Reaction reaction) {
            this(FailureKind.UNAVAILABLE, Scope.BATCH, reaction);
        }
    }

    /** @param message of the error, whose first word is its code; of a script's error of an old server, the code stands further behind */
    static ServerError of(String message) {
        String code = code(message);
        Meaning meaning = MEANINGS.getOrDefault(code, UNKNOWN);
        return new ServerError(code, meaning.kind(), meaning.scope(), meaning.reaction());
    }

    private static String code(String message) {
        String first = firstWord(message, 0);
        return first.equals(GENERIC) ? codeWithin(message) : first;
    }

    /** What servers say in words, or wrap. */
    private static String codeWithin(String message) {
        if (message.startsWith("ERR Function not found")) {
            return "NOFUNCTION";
        }
        if (message.startsWith("ERR max number of clients")) {
            return TOO_MANY_CLIENTS;
        }
        if (message.contains("exceeds maximum allowed size")) {
            return RowRefused.VALUE_TOO_LARGE;
        }
        if (message.contains("The user executing the script can't")) {
            return NO_PERMISSION;
        }
        // Before Redis 7: "ERR Error running script (call to f_…): @user_script:1: -READONLY You can't …", or without
        // the hyphen.
        if (message.startsWith("ERR Error running script")) {
            return codeOfScript(message);
        }
        return GENERIC;
    }

    private static String codeOfScript(String message) {
        for (int end = message.indexOf(": "); end >= 0; end = message.indexOf(": ", end + 1)) {
            int start = end + 2;
            String word = firstWord(message, message.startsWith("-", start) ? start + 1 : start);
            if (MEANINGS.containsKey(word) || word.equals(OUT_OF_MEMORY)) {
                return word;
            }
        }
        return GENERIC;
    }

    /** Capital letters and underscores; else it is no code, and may be anything. */
    private static String firstWord(String message, int start) {
        int end = start;
        while (end < message.length() && isOfCode(message.charAt(end))) {
            end++;
        }
        boolean whole = end > start && (end == message.length() || message.charAt(end) == ' ');
        return whole ? message.substring(start, end) : GENERIC;
    }

    private static boolean isOfCode(char character) {
        return (character >= 'A' && character <= 'Z') || character == '_';
    }

    Outcome outcome() {
        return new Outcome.Failed(kind, code, scope);
    }
}
