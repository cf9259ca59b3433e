package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.MICRO;
import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.plainSession;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.session.Session;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.session.SessionStore} promises of lists of sessions. */
interface SessionListsContract extends Contract {
    @Test
    default void idsOfSessionsAreThoseBeyondTheNewest() {
        for (int i = 0; i < 4; i++) {
            stores().sessions().insert(of("app", "own" + i, null, NOW.plusSeconds(i)));
            stores().sessions().insert(of("app", "key" + i, "key" + i, NOW.plusSeconds(i)));
        }
        assertThat(stores().sessions().idsWithoutCredential("o", "app", 1))
                .containsExactly("own2 app", "own1 app", "own0 app");
        assertThat(stores().sessions().idsWithoutCredential("o", "app", 4)).isEmpty();
        assertThat(stores().sessions().idsWithoutCredential("o", "other", 0)).isEmpty();
        assertThat(stores().sessions().idsByCredential("key1", 0)).containsExactly("key1 app");
        assertThat(stores().sessions().idsByCredential("key1", 1)).isEmpty();
        assertThat(stores().sessions().idsByCredential("k\0", 0)).isEmpty();
    }

    @Test
    default void statesOfSessionsAreThoseOfTheSessions() {
        for (String audience : List.of("app", "other")) {
            stores().sessions().insert(of(audience, "person", null, NOW));
            stores().sessions().insert(of(audience, "key", "k", NOW.plus(MICRO)));
        }
        Session methods = of("app", "newest", null, NOW.plusSeconds(1)).withAmr(List.of("pwd", "otp"));
        stores().sessions().insert(methods);
        assertThat(stores().sessions().statesByOwner("o", "app", 9))
                .containsExactly(
                        new Session.State("newest app", "o", List.of("pwd", "otp"), methods.expiresAt()),
                        new Session.State("key app", "o", List.of(), NOW.plus(MICRO)),
                        new Session.State("person app", "o", List.of(), NOW));
        assertThat(stores().sessions().statesByOwner("o", "app", 1))
                .extracting(Session.State::id)
                .containsExactly("newest app");
        assertThat(stores().sessions().statesByOwner("o", 4))
                .extracting(Session.State::id)
                .containsExactly("newest app", "key app", "key other", "person app");
        assertThat(stores().sessions().statesWithoutCredential("o", Integer.MAX_VALUE))
                .extracting(Session.State::id)
                .containsExactly("newest app", "person app", "person other");
        assertThat(stores().sessions().statesByCredential("k", "other", 9))
                .extracting(Session.State::id)
                .containsExactly("key other");
        assertThat(stores().sessions().statesByCredential("k\0", "other", 9)).isEmpty();
        assertThat(stores().sessions().statesByOwner("O", 9)).isEmpty();
    }

    @Test
    default void sessionsComeNewestFirst() {
        for (int i : new int[] {1, 3, 0, 2}) {
            stores().sessions()
                    .insert(plainSession("s" + i, "o", "k", NOW.plus(MICRO.multipliedBy(i)), NOW.plusSeconds(60)));
        }
        stores().sessions().insert(plainSession("else", "other", "other", NOW, NOW));
        assertThat(stores().sessions().findByOwner("o", 9))
                .extracting(Session::id)
                .containsExactly("s3", "s2", "s1", "s0");
        assertThat(stores().sessions().findByCredential("k", 9))
                .extracting(Session::id)
                .containsExactly("s3", "s2", "s1", "s0");
    }

    @Test
    default void sessionsAreFoundUpToAsManyAsAsked() {
        for (int i = 0; i < 4; i++) {
            stores().sessions().insert(plainSession("k" + i, "o", "k", NOW.plus(MICRO.multipliedBy(i)), NOW));
            stores().sessions().insert(plainSession("p" + i, "o", null, NOW.minus(MICRO.multipliedBy(i)), NOW));
        }
        assertThat(stores().sessions().findByOwner("o", 5))
                .extracting(Session::id)
                .containsExactly("k3", "k2", "k1", "k0", "p0");
        assertThat(stores().sessions().findByCredential("k", 1))
                .extracting(Session::id)
                .containsExactly("k3");
        assertThat(stores().sessions().findWithoutCredential("o", 3))
                .extracting(Session::id)
                .containsExactly("p0", "p1", "p2");
    }

    @Test
    default void sessionsWithoutAKeyAreFoundByThemselves() {
        stores().sessions().insert(plainSession("person", "o", null, NOW, NOW));
        stores().sessions().insert(plainSession("key", "o", "k", NOW, NOW));
        stores().sessions().insert(plainSession("unnamed", "o", "", NOW, NOW));
        stores().sessions().insert(plainSession("other", "O", null, NOW, NOW));
        assertThat(stores().sessions().findWithoutCredential("o", 9))
                .extracting(Session::id)
                .containsExactly("person");
        assertThat(stores().sessions().findWithoutCredential("o\0", 9)).isEmpty();
        assertThat(stores().sessions().findWithoutCredential("o", "app", 9))
                .as("one of no application")
                .isEmpty();
        stores().sessions().delete("person");
        assertThat(stores().sessions().findWithoutCredential("o", 9)).isEmpty();
    }

    @Test
    default void sessionsOfAnApplicationAreFoundByThemselves() {
        for (String audience : List.of("https://a.example", "https://b.example")) {
            for (int i = 0; i < 2; i++) {
                stores().sessions().insert(of(audience, "p" + i, null, NOW.plus(MICRO.multipliedBy(i))));
            }
            stores().sessions().insert(of(audience, "k", "key of " + audience, NOW.minus(MICRO)));
        }
        assertThat(stores().sessions().findByOwner("o", "https://a.example", 2))
                .extracting(Session::id)
                .containsExactly("p1 https://a.example", "p0 https://a.example");
        assertThat(stores().sessions().findByOwner("o", "https://b.example", 9)).hasSize(3);
        assertThat(stores().sessions().findWithoutCredential("o", "https://b.example", 9))
                .extracting(Session::id)
                .containsExactly("p1 https://b.example", "p0 https://b.example");
        String key = "key of https://a.example";
        stores().sessions().insert(of("https://b.example", "foreign", key, NOW));
        assertThat(stores().sessions().findByCredential(key, "https://a.example", 1))
                .extracting(Session::id)
                .containsExactly("k https://a.example");
        assertThat(stores().sessions().findByCredential(key, "https://c.example", 9))
                .isEmpty();
        assertThat(stores().sessions().delete("foreign https://b.example")).isTrue();
        assertThat(stores().sessions().findByOwner("o", "HTTPS://A.example", 9)).isEmpty();
        assertThat(stores().sessions().findByOwner("o", 9)).hasSize(6);
        assertThat(stores().sessions().findWithoutCredential("o", 9)).hasSize(4);
    }

    private static Session of(String audience, String id, @Nullable String credential, Instant createdAt) {
        return Session.of(id + " " + audience, "o", createdAt, createdAt)
                .withCredential(credential, null)
                .withAudience(audience);
    }
}
