package dev.millrace.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The data of one Redis server. All of it is in the directory {@code data} within its own.
 *
 * @param directory the server's own; absolute
 */
record RedisFiles(Path directory, RedisSettings settings) {

    Path data() {
        return ServerJvm.data(directory);
    }

    /** Takes the snapshot that the server has just written. */
    void takeSnapshot(Path target) {
        Path written = data().resolve(RedisSettings.SNAPSHOT);
        try {
            Files.createDirectories(OwnFiles.parent(target));
            Files.copy(written, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw OwnFiles.unusable(target, e);
        }
        forgetSnapshot();
    }

    /** Without this the next start of a server that is to keep nothing would find it. */
    void forgetSnapshot() {
        if (!settings.keepsSnapshots()) {
            OwnFiles.deleteTree(data().resolve(RedisSettings.SNAPSHOT));
        }
    }

    /** Puts a snapshot in place of all data, for the next start. No server may run. */
    void putSnapshot(Path snapshot) {
        Path data = data();
        Path log = data.resolve(RedisSettings.LOG_DIRECTORY);
        OwnFiles.createDirectories(data);
        OwnFiles.deleteTree(log);
        OwnFiles.deleteTree(data.resolve(RedisSettings.SNAPSHOT));
        try {
            if (settings.keepsLog()) {
                // It never looks at a snapshot then: the snapshot becomes what its log begins with.
                String base = RedisSettings.LOG + ".1.base.rdb";
                Files.createDirectory(log);
                Files.copy(snapshot, log.resolve(base));
                Files.writeString(
                        log.resolve(RedisSettings.LOG + ".manifest"),
                        "file " + base + " seq 1 type b\n",
                        StandardCharsets.US_ASCII);
            } else {
                Files.copy(snapshot, data.resolve(RedisSettings.SNAPSHOT));
            }
        } catch (IOException e) {
            throw OwnFiles.unusable(data, e);
        }
    }
}
