package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.MICRO;
import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.plainSession;
import static dev.sallyport.testing.Samples.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.StoreException;
import dev.sallyport.session.Session;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.session.SessionStore} promises. */
interface SessionStoreContract extends Contract {
    @Test
    default void sessionKeepsEveryField() {
        Session session = session("id");
        stores().sessions().insert(session);
        assertThat(stores().sessions().findById("id")).contains(session);
        assertThat(stores().sessions().findByLabel("key", "label of id")).contains(session);
        assertThat(stores().sessions().findByOwner("owner", 9)).containsExactly(session);
        assertThat(stores().sessions().findByCredential("key", 9)).containsExactly(session);
    }

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
    default void sessionKeepsWhatIsNull() {
        Session session = plainSession("id", "owner", null, NOW, NOW);
        stores().sessions().insert(session);
        assertThat(stores().sessions().findById("id")).contains(session);
    }

    @Test
    default void sessionThatIsUnknownIsNotFound() {
        stores().sessions().insert(session("id"));
        assertThat(stores().sessions().findById("ID")).isEmpty();
        assertThat(stores().sessions().findById("i\0d")).isEmpty();
        assertThat(stores().sessions().findByLabel("key", "LABEL of id")).isEmpty();
        assertThat(stores().sessions().findByLabel("key", "label\0 of id")).isEmpty();
        assertThat(stores().sessions().findByLabel("Key", "label of id")).isEmpty();
        assertThat(stores().sessions().findByOwner("other", 9)).isEmpty();
        assertThat(stores().sessions().findByCredential("other", 9)).isEmpty();
        assertThat(stores().sessions().delete("other")).isFalse();
        assertThat(stores().sessions().delete("i\0d")).isFalse();
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

    @Test
    default void sessionKeepsLongAndOddTexts() {
        Session session = Session.of("id", Samples.longId(), NOW, NOW)
                .withCredential(Samples.ODD, Samples.longId())
                .withOrigin(Samples.ODD, Samples.ODD)
                .withAmr(List.of(Samples.ODD, "", "pwd", "pwd"))
                .withReusableToken(Samples.longText());
        stores().sessions().insert(session);
        assertThat(stores().sessions().findByLabel(Samples.ODD, Samples.longId()))
                .contains(session);
    }

    @Test
    default void sessionLabelIsUniqueWithinItsKeyOnly() {
        stores().sessions().insert(labelled("a", "key", "label"));
        stores().sessions().insert(labelled("b", "other key", "label"));
        stores().sessions().insert(labelled("c", "key", "LABEL"));
        stores().sessions().insert(labelled("d", null, "label"));
        stores().sessions().insert(labelled("e", null, "label"));
        assertThat(stores().sessions().findByLabel("key", "label"))
                .get()
                .extracting(Session::id)
                .isEqualTo("a");
        assertThatThrownBy(() -> stores().sessions().insert(labelled("f", "key", "label")))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> stores().sessions().insert(labelled("a", "new key", "label")))
                .isInstanceOf(StoreException.class);
        assertThat(stores().sessions().findById("f")).isEmpty();
        assertThat(stores().sessions().findByOwner("owner", 9)).hasSize(5);
    }

    @Test
    default void sessionIsExtendedInItsEndAndTokenOnly() {
        Session first = session("id");
        stores().sessions().insert(first);
        Session other = Session.of("id", "x", NOW, NOW.plusSeconds(99))
                .withCredential("x", "x")
                .withReusableToken("another token");
        assertThat(stores().sessions().extend(other)).isTrue();
        assertThat(stores().sessions().findByLabel("key", "label of id"))
                .contains(first.extended(NOW.plusSeconds(99), "another token"));
        assertThat(stores().sessions().extend(first.extended(NOW, null))).isTrue();
        assertThat(stores().sessions().findByOwner("owner", 9)).containsExactly(first.extended(NOW, null));
        assertThat(stores().sessions().deleteExpired(NOW.plus(MICRO), 9)).isEqualTo(1);
        assertThat(stores().sessions().extend(first)).isFalse();
        assertThat(stores().sessions().findById("id")).isEmpty();
    }

    @Test
    default void sessionLosesAMethodAndNothingElse() {
        Session first = session("id");
        stores().sessions().insert(first);
        stores().sessions().insert(labelled("b", "key", "label"));
        assertThat(stores().sessions().setAmr("id", List.of("one", Samples.ODD)))
                .isTrue();
        assertThat(stores().sessions().findById("id")).contains(first.withAmr(List.of("one", Samples.ODD)));
        assertThat(stores().sessions().setAmr("id", List.of())).isTrue();
        assertThat(stores().sessions().findById("id")).contains(first.withAmr(List.of()));
        assertThat(stores().sessions().findById("b")).contains(labelled("b", "key", "label"));
        assertThat(stores().sessions().setAmr("nothing", List.of())).isFalse();
    }

    @Test
    default void sessionThatEndedIsGone() {
        stores().sessions().insert(session("id"));
        assertThat(stores().sessions().delete("id")).isTrue();
        assertThat(stores().sessions().delete("id")).isFalse();
        assertThat(stores().sessions().findById("id")).isEmpty();
        assertThat(stores().sessions().findByLabel("key", "label of id")).isEmpty();
        stores().sessions().insert(session("id"));
        assertThat(stores().sessions().findByLabel("key", "label of id")).isPresent();
    }

    @Test
    default void sessionsThatExpiredAreRemovedInPortions() {
        for (int i = 0; i < 5; i++) {
            stores().sessions().insert(plainSession("s" + i, "o", null, NOW, NOW.plus(MICRO.multipliedBy(i))));
        }
        assertThat(stores().sessions().deleteExpired(NOW, 10)).isZero();
        assertThat(stores().sessions().deleteExpired(NOW.plus(MICRO.multipliedBy(3)), 2))
                .isEqualTo(2);
        assertThat(stores().sessions().deleteExpired(NOW.plus(MICRO.multipliedBy(3)), 2))
                .isEqualTo(1);
        assertThat(stores().sessions().findByOwner("o", 9))
                .extracting(Session::id)
                .containsExactly("s3", "s4");
    }

    private static Session labelled(String id, @Nullable String credential, String label) {
        return Session.of(id, "owner", NOW, NOW).withCredential(credential, label);
    }
}
