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
import dev.millrace.stack.RedisServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.Connection;

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
        return at(settings(KitTable.ACCOUNT, Optional.of(TEMPLATE)), settings(KitTable.EVENT, Optional.empty()))
                .open();
    }

    TestSettings at(TableSettings... tables) {
        return TestSettings.at(SharedRedis.server(), tables);
    }

    /** All servers that hold rows. */
    List<RedisServer> primaries() {
        return List.of(SharedRedis.server());
    }

    /** The one that holds this key. */
    RedisServer primaryOf(String key) {
        return SharedRedis.server();
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
        primaries().forEach(primary -> primary.command("FLUSHALL"));
    }

    @Override
    protected Map<RowKey, List<Value>> readTable(TargetTable table) throws Exception {
        String prefix = table.name().equals(KitTable.ACCOUNT.targetName()) ? "acct:" : table.name() + ":";
        Map<RowKey, List<Value>> rows = new HashMap<>();
        for (RedisServer primary : primaries()) {
            try (Connection connection = SharedRedis.connect(primary)) {
                rows.putAll(PlainReader.rows(connection, layout, table, prefix));
            }
        }
        return rows;
    }

    /** A key that holds something else already. */
    @Override
    protected Optional<RowWrite> poisoned(RowWrite healthy) {
        String id = ((Value.Text) healthy.key().value(0)).text();
        String key = healthy.table().name() + ":" + id;
        primaryOf(key).command("RPUSH", key, "of somebody else");
        return Optional.of(healthy);
    }
}
