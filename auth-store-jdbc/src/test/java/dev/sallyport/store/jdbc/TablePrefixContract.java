package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.Change;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.stores.Stores;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Several Sallyports in one schema, on any database. */
abstract class TablePrefixContract {
    private static final String LONGEST = "a_prefix_of_20_chars";
    private static final int NAME_LIMIT = 63;

    private final DataSource dataSource = newDataSource();
    private final Migrations migrations = new Migrations(folder());

    abstract DataSource newDataSource();

    abstract String folder();

    @Test
    void twoSallyportsInOneSchemaDoNotSeeEachOther() {
        Stores first = JdbcStores.of(dataSource);
        write(first, "first");
        Stores second = JdbcStores.of(dataSource, JdbcSettings.defaults().withTablePrefix(LONGEST));
        assertThat(second.users().findById("ada")).isEmpty();
        assertThat(second.changeLog().readAfter(0, 9).head()).isZero();
        assertThat(second.changeLog().readAfter(0, 9).incarnation())
                .isNotEqualTo(first.changeLog().readAfter(0, 9).incarnation());

        write(second, "second");
        assertThat(first.users().findByLogin("first")).isPresent();
        assertThat(first.users().findByLogin("second")).isEmpty();
        assertThat(second.users().findByLogin("second")).isPresent();
        assertThat(first.changeLog().readAfter(0, 9).head()).isEqualTo(1);

        assertThat(second.sessions().delete("s")).isTrue();
        assertThat(second.apiKeys().delete("k")).isTrue();
        assertThat(first.sessions().findById("s")).isPresent();
        assertThat(first.apiKeys().findByDigest(SecretDigest.of("k"))).isPresent();
        JdbcSchema.migrate(dataSource);
        JdbcSchema.migrate(dataSource, JdbcSettings.defaults().withTablePrefix(LONGEST));
    }

    @Test
    void aRestoreIsNoticedByWhoeverHasThePrefix() {
        JdbcSettings settings = JdbcSettings.defaults().withTablePrefix(LONGEST);
        Stores first = JdbcStores.of(dataSource);
        Stores second = JdbcStores.of(dataSource, settings);
        String ofFirst = first.changeLog().readAfter(0, 9).incarnation();
        String ofSecond = second.changeLog().readAfter(0, 9).incarnation();
        JdbcSchema.restored(dataSource, settings);
        assertThat(first.changeLog().readAfter(0, 9).incarnation()).isEqualTo(ofFirst);
        assertThat(second.changeLog().readAfter(0, 9).incarnation()).isNotEqualTo(ofSecond);
    }

    private static void write(Stores stores, String login) {
        stores.inTransaction(transaction -> {
            transaction.lock("name");
            transaction.changed(Change.owner("ada"));
            stores.attempts().increment(List.of(1), Rows.NOW, Duration.ofHours(1));
            stores.sessions().insert(Rows.session("s", "ada", "label"));
            stores.apiKeys().insert(Rows.key("k", "ada"), SecretDigest.of("k"));
            stores.apiKeys().markUsed(Map.of("k", Rows.NOW));
            return stores.users().insert(Rows.user("ada", login, 0));
        });
    }

    @Test
    void filesRunByHandWithAnotherPrefixAreTaken() throws Exception {
        JdbcSettings settings = JdbcSettings.defaults().withTablePrefix("acme_").withoutMigration();
        assertThatThrownBy(() -> JdbcStores.of(dataSource, settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Sallyport schema")
                .hasMessageEndingWith(" with a tool of your own, with acme_ in place of sallyport_");
        migrations.run(dataSource, 1, JdbcSchema.VERSION, "acme_");
        write(JdbcStores.of(dataSource, settings), "ada");
    }

    @Test
    void everyNameFitsWithTheLongestPrefix() throws IOException {
        Pattern name = Pattern.compile("sallyport_(\\w+)");
        for (int version = 1; version <= JdbcSchema.VERSION; version++) {
            for (String statement : migrations.statements(version)) {
                assertThat(name.matcher(statement).results().map(MatchResult::group))
                        .allMatch(found -> found.length() - "sallyport_".length() + LONGEST.length() <= NAME_LIMIT);
            }
        }
        assertThat(LONGEST).hasSize(20);
    }
}
