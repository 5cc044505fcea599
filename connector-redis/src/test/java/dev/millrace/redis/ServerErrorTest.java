package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Outcome.Scope;
import dev.millrace.redis.ServerError.Reaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerErrorTest {

    private static void assertError(String message, String code, FailureKind kind, Scope scope, Reaction reaction) {
        assertEquals(new ServerError(code, kind, scope, reaction), ServerError.of(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        WRONGTYPE Operation against a key holding the wrong kind of value                                     | WRONGTYPE
        WRONGTYPE the key holds what the connector did not write script: 6b1bf486c81ceb7edf, on @user_script:1. | WRONGTYPE
        ERR Error running script (call to f_6b1b): @user_script:9: WRONGTYPE Operation against a key          | WRONGTYPE
        ERR Error running script (call to f_6b1b): @user_script:9: @user_script: 9: -WRONGTYPE Operation      | WRONGTYPE
        KEY_FOREIGN the key holds what the connector did not write                                            | KEY_FOREIGN
        ERR string exceeds maximum allowed size (proto-max-bulk-len)                                          | VALUE_TOO_LARGE
        """)
    void aRowThatCanNeverBeWrittenIsPoison(String message, String code) {
        assertError(message, code, FailureKind.POISON, Scope.ROW, Reaction.NONE);
    }

    @Test
    void aVersionOfAnotherWidthEndsTheStart() {
        assertError(
                "VERSION_WIDTH_DIFFERS the held version has another width",
                "VERSION_WIDTH_DIFFERS",
                FailureKind.FATAL,
                Scope.ROW,
                Reaction.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        NOAUTH Authentication required.                                                         | NOAUTH
        WRONGPASS invalid username-password pair or user is disabled.                           | WRONGPASS
        NOPERM this user has no permissions to run the 'fcall' command                          | NOPERM
        NOPERM No permissions to access a key                                                   | NOPERM
        ERR The user executing the script can't run this command or subcommand script: 6b1b     | NOPERM
        ERR Error running script (call to f_6b1b): @user_script:1: @user_script: 1: The user executing the script can't run this command or subcommand | NOPERM
        """)
    void aLoginThatIsRefusedEndsTheStart(String message, String code) {
        assertError(message, code, FailureKind.FATAL, Scope.BATCH, Reaction.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        NOSCRIPT No matching script. Please use EVAL.                                       | NOSCRIPT   | LOAD
        ERR Function not found                                                              | NOFUNCTION | LOAD
        MOVED 3999 127.0.0.1:6381                                                           | MOVED      | MOVED
        ASK 3999 127.0.0.1:6381                                                             | ASK        | ASK
        READONLY You can't write against a read only replica.                               | READONLY   | RECONNECT
        ERR Error running script (call to f_6b1b): @user_script:1: @user_script: 1: -READONLY You can't write | READONLY | RECONNECT
        MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.    | MASTERDOWN | RECONNECT
        LOADING Redis is loading the dataset in memory                                      | LOADING    | NONE
        CLUSTERDOWN The cluster is down                                                     | CLUSTERDOWN | NONE
        OOM command not allowed when used memory > 'maxmemory'.                             | OOM        | NONE
        ERR Error running script (call to f_6b1b): @user_script:1: @user_script: 1: -OOM command not allowed | OOM | NONE
        NOREPLICAS Not enough good replicas to write.                                       | NOREPLICAS | NONE
        MISCONF Redis is configured to save RDB snapshots                                   | MISCONF    | NONE
        BUSY Redis is busy running a script.                                                | BUSY       | NONE
        ERR Error running script (call to f_6b1b): @user_script:1: user_script:1: attempt to index | ERR | NONE
        ERR unknown command 'FCALL', with args beginning with: 'millrace'                   | ERR        | NONE
        SOMETHINGNEW it is                                                                  | SOMETHINGNEW | NONE
        """)
    void whateverElseIsAboutTheServer(String message, String code, Reaction reaction) {
        assertError(message, code, FailureKind.UNAVAILABLE, Scope.BATCH, reaction);
    }

    @Test
    void aSlotOnItsWayIsTriedAgainSoon() {
        assertError(
                "TRYAGAIN Multiple keys request during rehashing of slot",
                "TRYAGAIN",
                FailureKind.TRANSIENT,
                Scope.ROW,
                Reaction.NONE);
    }

    /** What is no code of a server may be data. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Miller owes", "MILLER1 owes", "ERR MILLER owes", "-", "ERRoneous"})
    void noOtherTextGetsOut(String message) {
        assertEquals("ERR", ServerError.of(message).code());
    }

    @Test
    void theOutcomeSaysTheSame() {
        assertEquals(
                new Outcome.Failed(FailureKind.POISON, "WRONGTYPE", Scope.ROW),
                ServerError.of("WRONGTYPE Operation").outcome());
    }
}
