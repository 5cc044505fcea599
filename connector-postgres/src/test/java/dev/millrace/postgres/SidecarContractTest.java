package dev.millrace.postgres;

import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.List;

/** The contract with versions in a table of their own. */
final class SidecarContractTest extends PostgresContractTest {

    SidecarContractTest() {
        super(
                Layout.SIDECAR,
                "true",
                List.of("public.account", "public.event", "millrace.\"public.account\"", "millrace.\"public.event\""));
    }
}
