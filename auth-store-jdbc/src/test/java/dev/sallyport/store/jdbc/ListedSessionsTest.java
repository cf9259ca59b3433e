package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.secret.Sealed;
import dev.sallyport.session.Session;
import dev.sallyport.session.SessionStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A list of a thousand sessions is no megabyte of sealed tokens that nobody looks at. */
class ListedSessionsTest {
    @Test
    void listReadsNoTokens() {
        SessionStore sessions = JdbcStores.of(H2.inMemory()).sessions();
        Session session = Session.of("one", "ada", Rows.NOW, Rows.NOW)
                .withCredential("key", "label")
                .withAmr(List.of("pwd"))
                .withReusableToken(Sealed.of("sealed token"))
                .withAudience("app");
        sessions.insert(session);
        assertThat(sessions.findById("one").orElseThrow().reusableToken()).isEqualTo(Sealed.of("sealed token"));
        List<Session> listed = sessions.findByOwner("ada", "app", 9);
        assertThat(listed).hasSize(1).allMatch(one -> one.reusableToken() == null);
        assertThat(listed.get(0).label()).isEqualTo(session.label());
    }
}
