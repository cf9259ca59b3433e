package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.MICRO;
import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.plainSession;
import static dev.sallyport.testing.Samples.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.StoreException;
import dev.sallyport.secret.Sealed;
import dev.sallyport.session.Session;
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
    default void sessionKeepsLongAndOddTexts() {
        Session session = Session.of("id", Samples.longId(), NOW, NOW)
                .withCredential(Samples.ODD, Samples.longId())
                .withOrigin(Samples.ODD, Samples.ODD)
                .withAmr(List.of(Samples.ODD, "", "pwd", "pwd"))
                .withReusableToken(Sealed.of(Samples.longText()));
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
                .withReusableToken(Sealed.of("another token"));
        assertThat(stores().sessions().extend(other)).isTrue();
        assertThat(stores().sessions().findByLabel("key", "label of id"))
                .contains(first.extended(NOW.plusSeconds(99), Sealed.of("another token")));
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
