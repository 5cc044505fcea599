package dev.millrace.cli.soak;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.Truth;
import dev.millrace.cli.verify.Verification;
import dev.millrace.cli.verify.Verifier;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.StackFile;
import java.nio.file.Path;
import java.util.List;

/** The stack's PostgreSQL, written to by a role that is no superuser and so has limits. */
record PostgresRole(StackFile stack) implements Ground.Store {
    static final String NAME = "bank_writer";
    private static final String PASSWORD = "of-a-test";

    /** Makes the role with the privileges that the documentation asks for. */
    static PostgresRole create(LocalStack stack, Administrator administrator) {
        administrator.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + PASSWORD + "'");
        administrator.execute("GRANT CREATE ON DATABASE " + stack.postgres().database() + " TO " + NAME
                + "; GRANT CREATE, USAGE ON SCHEMA public TO " + NAME);
        return new PostgresRole(stack.file());
    }

    /** The tables that it makes from now on are on this disk, which only superusers choose. */
    static void keepTablesBelow(Path directory, Administrator administrator) {
        administrator.execute("CREATE TABLESPACE small LOCATION '" + directory + "'");
        administrator.execute("GRANT CREATE ON TABLESPACE small TO " + NAME);
        administrator.execute("ALTER ROLE " + NAME + " SET default_tablespace = small");
    }

    @Override
    public List<String> targetLines() {
        return List.of(
                "url: " + stack.postgres().jdbcUrl(),
                "user: " + NAME,
                "password: " + PASSWORD,
                "statement-timeout: 1s",
                "versions: sidecar",
                "auto-create: true");
    }

    @Override
    public Verification compare(Truth truth) {
        return Verifier.compare(truth, TargetKind.POSTGRES, stack);
    }
}
