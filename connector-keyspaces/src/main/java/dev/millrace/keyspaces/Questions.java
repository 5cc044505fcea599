package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.DriverException;
import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Asks many questions at once. Safe for all threads.
 *
 * @param most open at once
 * @param continuity told of what fails, and of tables that answer
 */
record Questions(int most, Continuity continuity) {

    /**
     * The answers in the order of the keys, from one table. Blocks until every question that was asked has ended, also where one fails.
     *
     * @throws TargetException of the first that failed, after which nothing more is asked
     */
    <K, A> List<A> ask(String table, List<K> keys, Function<K, ? extends CompletionStage<A>> question) {
        List<CompletableFuture<A>> asked = new ArrayList<>(keys.size());
        List<A> answers = new ArrayList<>(keys.size());
        try {
            for (K key : keys) {
                if (asked.size() - answers.size() == most) {
                    answers.add(asked.get(answers.size()).join());
                }
                asked.add(question.apply(key).toCompletableFuture());
            }
            while (answers.size() < asked.size()) {
                answers.add(asked.get(answers.size()).join());
            }
            if (!answers.isEmpty()) {
                continuity.found(table);
            }
            return answers;
        } catch (CompletionException | DriverException error) {
            throw DriverFailure.ofQuestion(error).toldTo(continuity, table).exception();
        } finally {
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                    .exceptionally(failure -> null)
                    .join();
        }
    }
}
