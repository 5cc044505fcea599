package dev.millrace.postgres;

import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.List;

/** The contract with versions and tombstones in the rows. */
final class InlineContractTest extends PostgresContractTest {

    InlineContractTest() {
        super(Layout.INLINE, "NOT millrace_deleted", List.of("public.account", "public.event"));
    }
}
