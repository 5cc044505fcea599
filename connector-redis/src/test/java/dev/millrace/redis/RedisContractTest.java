package dev.millrace.redis;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.KitTable;
import dev.millrace.core.testkit.TargetContract;
import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.TableSettings;
import dev.millrace.redis.RedisSettings.VersionPlace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/** The contract of all targets against a real server, once for each way to keep rows and versions. */
abstract class RedisContractTest extends TargetContract {
    private static final String TEMPLATE = "acct:{BRANCH}:{REGION}:{ACCOUNT_ID}";

    private final Layout layout;
    private final VersionPlace place;

    RedisContractTest(Layout layout, VersionPlace place) {
        this.layout = layout;
        this.place = place;
    }

    @Override
    protected Target openTarget() {
        return TestSettings.at(
                        SharedRedis.server(),
                        settings(KitTable.ACCOUNT, Optional.of(TEMPLATE)),
                        settings(KitTable.EVENT, Optional.empty()))
                .open();
    }

    private TableSettings settings(KitTable kit, Optional<String> template) {
        return new TableSettings(kit.defined(), layout, place, template, Optional.empty());
    }

    @Override
    protected int writers() {
        return 8;
    }

    @Override
    protected void clear() {
        try (Connection connection = SharedRedis.connect()) {
            Object unused = connection.executeCommand(Protocol.Command.FLUSHALL);
        }
    }

    @Override
    protected Map<RowKey, List<Value>> readTable(TargetTable table) throws Exception {
        try (Connection connection = SharedRedis.connect()) {
            String prefix = table.name().equals(KitTable.ACCOUNT.targetName()) ? "acct:" : table.name() + ":";
            return PlainReader.rows(connection, layout, table, prefix);
        }
    }

    /** A key that holds something else already. */
    @Override
    protected Optional<RowWrite> poisoned(RowWrite healthy) {
        String id = ((Value.Text) healthy.key().value(0)).text();
        try (Connection connection = SharedRedis.connect()) {
            connection.sendCommand(Protocol.Command.RPUSH, healthy.table().name() + ":" + id, "of somebody else");
            Object unused = connection.getOne();
        }
        return Optional.of(healthy);
    }
}
