package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.plainSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.page.PageCursor;
import dev.sallyport.session.Session;
import dev.sallyport.session.SessionQuery;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Contract of {@link dev.sallyport.session.SessionStore} for lists in pages. */
interface SessionPagesContract extends Contract {
    private void put(String id, String owner, String credential, int seconds) {
        stores().sessions()
                .insert(plainSession(
                                id,
                                owner,
                                credential.isEmpty() ? null : credential,
                                NOW.plusSeconds(seconds),
                                NOW.plusSeconds(1_000))
                        .withAudience("app"));
    }

    private List<String> ids(SessionQuery query) {
        return Walk.names(after -> stores().sessions().list(query.after(after), NOW), Session::id);
    }

    @Test
    default void liveSessionsAreListedInPagesNewestFirst() {
        put("1", "ada", "", 1);
        put("2", "ada", "key", 2);
        put("3", "vic", "key2", 3);
        put("4", "ada", "", 4);
        put("5", "ada", "key", 4);
        stores().sessions().insert(plainSession("over", "ada", "key", NOW, NOW).withAudience("app"));
        stores().sessions()
                .insert(plainSession("else", "ada", "key", NOW, NOW.plusSeconds(9))
                        .withAudience("other"));
        stores().sessions().insert(plainSession("before", "ada", "key", NOW, NOW.plusSeconds(9)));
        SessionQuery app = SessionQuery.all().withAudience("app");
        for (int limit : new int[] {1, 2, 5, 50}) {
            assertThat(ids(app.withLimit(limit))).containsExactly("5", "4", "3", "2", "1");
            assertThat(ids(app.withLimit(limit).withOwner("ada"))).containsExactly("5", "4", "2", "1");
            assertThat(ids(app.withLimit(limit).withCredential("key"))).containsExactly("5", "2");
        }
        assertThat(ids(app.withCredential("key").withOwner("vic"))).isEmpty();
        assertThat(ids(app.withOwner("a\0da"))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stores().sessions().list(SessionQuery.all(), NOW));
    }

    @Test
    default void cursorOfAnotherListOfSessionsIsRefused() {
        put("1", "ada", "", 1);
        put("2", "ada", "", 2);
        SessionQuery ada =
                SessionQuery.all().withAudience("app").withOwner("ada").withLimit(1);
        PageCursor next =
                Objects.requireNonNull(stores().sessions().list(ada, NOW).next());
        for (SessionQuery other : List.of(
                ada.withOwner("vic"), ada.withOwner(null), ada.withCredential("key"), ada.withAudience("other"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> stores().sessions().list(other.after(next), NOW));
        }
    }
}
