package dev.millrace.core.testkit;

import static dev.millrace.core.testkit.MutantCheck.assertCaught;
import static dev.millrace.core.testkit.MutantCheck.assertMatches;
import static org.junit.jupiter.api.Assertions.fail;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract has teeth: each wrong target, or wrong way to make writes, fails within 20 histories. */
class MutantsTest {
    private static final int EPOCH_AND_TOKEN_BYTES = 2 + 9;

    @Test
    void aTargetThatForgetsDeletedRowsIsCaught() {
        assertCaught("after the delivery, table", new InMemoryTarget() {
            @Override
            @Nullable
            Held stored(RowWrite write, @Nullable Held held) {
                return write.isDelete() ? null : super.stored(write, held);
            }
        });
    }

    @Test
    void aTargetWhereTheLastWriteWinsIsCaught() {
        assertCaught("after the delivery, table", new InMemoryTarget() {
            @Override
            boolean wins(RowWrite write, @Nullable Held held) {
                return true;
            }
        });
    }

    @Test
    void aTargetWhereStaleWritesOverwriteUnderTheRightVersionIsCaughtByItsState() {
        assertCaught("after the delivery, table", new InMemoryTarget() {
            @Override
            Outcome write(RowWrite write) {
                Outcome outcome = super.write(write);
                held(write.table()).computeIfPresent(write.key(), (key, held) -> new Held(held.version(), write.row()));
                return outcome;
            }
        });
    }

    @Test
    void aTargetThatAppliesEqualVersionsAgainIsCaught() {
        assertCaught("applied twice|is held already", new InMemoryTarget() {
            @Override
            boolean wins(RowWrite write, @Nullable Held held) {
                return held == null || write.version().compareTo(held.version()) >= 0;
            }
        });
    }

    @Test
    void ofEqualVersionsALaterOneWithOtherContentIsCaught() {
        InMemoryTarget target = new InMemoryTarget() {
            @Override
            Outcome write(RowWrite write) {
                Held before = held(write.table()).get(write.key());
                Outcome outcome = super.write(write);
                if (before != null && before.version().equals(write.version())) {
                    held(write.table()).put(write.key(), new Held(write.version(), write.row()));
                }
                return outcome;
            }
        };
        try {
            new DirectedChecks(MutantCheck.fixture(target, new KitBatcher())).ofEqualVersionsTheFirstStays();
        } catch (AssertionError caught) {
            assertMatches("after other writes of equal versions", caught);
            return;
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
        fail("not caught");
    }

    @Test
    void aTargetThatComparesOnlyTokensIsCaught() {
        assertCaught("after the delivery, table", new InMemoryTarget() {
            @Override
            boolean wins(RowWrite write, @Nullable Held held) {
                return held == null || compareTokens(write.version(), held.version()) > 0;
            }
        });
    }

    @Test
    void aTargetThatTakesEqualTokensForNewerIsCaught() {
        assertCaught("after the delivery, table", new InMemoryTarget() {
            @Override
            boolean wins(RowWrite write, @Nullable Held held) {
                return held == null || compareTokens(write.version(), held.version()) >= 0;
            }
        });
    }

    @Test
    void aTargetThatComparesSignedBytesIsCaught() {
        assertCaught("after the delivery, table", new InMemoryTarget() {
            @Override
            boolean wins(RowWrite write, @Nullable Held held) {
                return held == null
                        || Arrays.compare(
                                        write.version().toBytes(),
                                        held.version().toBytes())
                                > 0;
            }
        });
    }

    @Test
    void aTargetThatDropsDeletesIsCaught() {
        assertCaught("should not be there", new InMemoryTarget() {
            @Override
            @Nullable
            Held stored(RowWrite write, @Nullable Held held) {
                return write.isDelete() ? held : super.stored(write, held);
            }
        });
    }

    @Test
    void aTargetThatKeepsTheRowOfADeleteIsCaught() {
        assertCaught("should not be there", new InMemoryTarget() {
            @Override
            @Nullable
            Held stored(RowWrite write, @Nullable Held held) {
                return write.isDelete() && held != null
                        ? new Held(write.version(), held.row())
                        : super.stored(write, held);
            }
        });
    }

    @Test
    void aTargetThatAnswersTwiceIsCaught() {
        assertCaught("answered twice", new InMemoryTarget() {
            @Override
            public void write(List<RowWrite> batch, Answers answers) {
                super.write(batch, answers);
                answers.answer(batch.size() - 1, Outcome.STALE);
            }
        });
    }

    @Test
    void aTargetThatLeavesOneWriteUnansweredIsCaught() {
        assertCaught("no answer to 1 of", new InMemoryTarget() {
            @Override
            public void write(List<RowWrite> batch, Answers answers) {
                super.write(batch.subList(0, batch.size() - 1), answers);
            }
        });
    }

    @Test
    void aTargetWhereLoadRowsOverwriteIsCaught() {
        assertCaught("after the delivery, table", new InMemoryTarget() {
            @Override
            boolean wins(RowWrite write, @Nullable Held held) {
                return write.version().equals(SourceClock.lowest()) || super.wins(write, held);
            }
        });
    }

    @Test
    void aTargetThatReadsFirstAndWritesLaterIsCaught() {
        assertCaught("after the delivery, table|applied twice", new InMemoryTarget() {
            @Override
            Outcome write(RowWrite write) {
                Held held = held(write.table()).get(write.key());
                if (!wins(write, held)) {
                    return Outcome.STALE;
                }
                // Every other thread gets its turn between the question and the write.
                LockSupport.parkNanos(1);
                held(write.table()).put(write.key(), new Held(write.version(), write.row()));
                return Outcome.APPLIED;
            }
        });
    }

    @Test
    void aTargetThatHidesTheVersionsOfDeletedRowsIsCaught() {
        assertCaught("holds version Optional.empty", new InMemoryTarget() {
            @Override
            public List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys) {
                return keys.stream()
                        .map(key -> Optional.ofNullable(held(table).get(key))
                                .filter(held -> held.row().isPresent())
                                .map(Held::version))
                        .toList();
            }
        });
    }

    @Test
    void aTargetThatTakesEmptyTextForNullIsCaught() {
        assertCaught("is Text\\[text=\\] instead of NULL|is NULL instead of Text\\[text=\\]", new InMemoryTarget() {
            @Override
            Held stored(RowWrite write, @Nullable Held held) {
                Optional<List<Value>> row = write.row().map(values -> {
                    List<Value> stored = new ArrayList<>(values);
                    stored.replaceAll(value -> value.equals(new Value.Text("")) ? Value.Null.NULL : value);
                    return stored;
                });
                return new Held(write.version(), row);
            }
        });
    }

    @Test
    void anUpsertThatKeepsWhatItDoesNotNameIsCaught() {
        assertCaught("instead of NULL", new InMemoryTarget() {
            @Override
            Held stored(RowWrite write, @Nullable Held held) {
                List<Value> old = held == null ? List.of() : held.row().orElse(List.of());
                Optional<List<Value>> row = write.row().map(values -> {
                    List<Value> merged = new ArrayList<>(values);
                    for (int i = 0; i < old.size(); i++) {
                        merged.set(i, values.get(i) == Value.Null.NULL ? old.get(i) : values.get(i));
                    }
                    return merged;
                });
                return new Held(write.version(), row);
            }
        });
    }

    private static int compareTokens(ChangeVersion left, ChangeVersion right) {
        return Arrays.compareUnsigned(
                left.toBytes(), 0, EPOCH_AND_TOKEN_BYTES, right.toBytes(), 0, EPOCH_AND_TOKEN_BYTES);
    }
}
