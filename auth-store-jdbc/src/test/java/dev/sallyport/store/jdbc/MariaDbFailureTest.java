package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class MariaDbFailureTest extends FailureContract {
    private static final SharedSchema SCHEMA = new SharedSchema(MariaDb.newDatabase());

    @Override
    DataSource newDataSource() {
        return SCHEMA.emptied();
    }

    @Test
    void noMessageHasAValueThatCannotBeStored() {
        requireNoValueIn(catchThrowable(() -> sound.users().insert(Rows.user("id", VALUE + "\ud83d", 0))));
        requireNoValueIn(catchThrowable(() -> sound.users().insert(Rows.user("id", random(VALUE), 0))));
        assertThat(sound.users().findById("id")).isEmpty();
    }

    private static String random(String start) {
        StringBuilder text = new StringBuilder(start);
        Random random = new Random(1);
        while (text.length() < 20_000) {
            text.append(Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX));
        }
        return text.toString();
    }
}
