package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.Sallyport;
import dev.sallyport.user.NewUser;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A data source that nobody made stores of by name. */
class JdbcStoresProviderTest {
    private final JdbcConnectionPool pool =
            JdbcConnectionPool.create("jdbc:h2:mem:provided;DB_CLOSE_DELAY=-1", "sa", "");

    @AfterEach
    void dispose() {
        pool.dispose();
    }

    @Test
    void keepsEverythingInADataSource() {
        try (Sallyport first = build()) {
            first.users().createIfAbsent(NewUser.of("ada").withId("ada"));
        }
        try (Sallyport second = build()) {
            assertThat(second.users().findById("ada")).isPresent();
        }
    }

    @Test
    void takesNothingElse() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Sallyport.builder()
                        .issuer("https://api.example.com")
                        .storesIn("jdbc:h2:mem:x")
                        .build())
                .withMessageStartingWith("Nothing on the class path keeps its data in a java.lang.String");
    }

    private Sallyport build() {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .storesIn(pool)
                .replaceSigningKeys()
                .build();
    }
}
