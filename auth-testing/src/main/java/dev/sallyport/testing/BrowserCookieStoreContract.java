package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.digest;
import static dev.sallyport.testing.Samples.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.StoreException;
import dev.sallyport.session.BrowserCookie;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.session.BrowserCookieStore} promises. */
interface BrowserCookieStoreContract extends Contract {
    private static BrowserCookie cookie(String value, @Nullable String sessionId) {
        return new BrowserCookie(digest(value), "owner", sessionId, NOW.plusSeconds(5), NOW.plusSeconds(9), "app");
    }

    @Test
    default void cookieKeepsEveryField() {
        stores().sessions().insert(session("s"));
        stores().browserCookies().insert(cookie("full", "s"));
        stores().browserCookies().insert(cookie("pending", null));
        assertThat(stores().browserCookies().find(digest("full"))).contains(cookie("full", "s"));
        assertThat(stores().browserCookies().find(digest("pending"))).contains(cookie("pending", null));
        assertThat(stores().browserCookies().find(digest("other"))).isEmpty();
        assertThatThrownBy(() -> stores().browserCookies().insert(cookie("x", "nowhere")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    default void cookieIsTouchedAndDeletedOnce() {
        stores().browserCookies().insert(cookie("c", null));
        assertThat(stores().browserCookies().touch(digest("c"), NOW.plusSeconds(7)))
                .isTrue();
        assertThat(stores().browserCookies().touch(digest("other"), NOW)).isFalse();
        assertThat(stores().browserCookies().find(digest("c")).orElseThrow().idleUntil())
                .isEqualTo(NOW.plusSeconds(7));
        assertThat(Together.run(20, i -> stores().browserCookies().delete(digest("c"))))
                .containsOnlyOnce(true);
    }

    @Test
    default void cookieGoesWithItsSession() {
        stores().sessions().insert(session("s"));
        stores().sessions().insert(session("t"));
        stores().browserCookies().insert(cookie("one", "s"));
        stores().browserCookies().insert(cookie("two", "t"));
        stores().sessions().delete("s");
        assertThat(stores().browserCookies().find(digest("one"))).isEmpty();
        assertThat(stores().browserCookies().find(digest("two"))).isPresent();
    }

    @Test
    default void pendingCookiesOfAnOwnerGoInEveryApplication() {
        stores().sessions().insert(session("s"));
        stores().browserCookies().insert(cookie("open", "s"));
        for (String audience : List.of("app", "other")) {
            stores().browserCookies()
                    .insert(new BrowserCookie(digest(audience), "owner", null, NOW, NOW.plusSeconds(9), audience));
        }
        stores().browserCookies().deleteAllPending("Owner");
        stores().browserCookies().deleteAllPending("own\0er");
        assertThat(stores().browserCookies().find(digest("app"))).isPresent();
        stores().browserCookies().deleteAllPending("owner");
        assertThat(stores().browserCookies().find(digest("app"))).isEmpty();
        assertThat(stores().browserCookies().find(digest("other"))).isEmpty();
        assertThat(stores().browserCookies().find(digest("open"))).isPresent();
    }

    @Test
    default void pendingCookiesAreBoundedAndEndedOnesRemoved() {
        for (int i = 0; i < 5; i++) {
            stores().browserCookies()
                    .insert(new BrowserCookie(
                            digest("pending " + i), "owner", null, NOW.plusSeconds(i), NOW.plusSeconds(i), "app"));
        }
        stores().browserCookies()
                .insert(new BrowserCookie(digest("another's"), "owner", null, NOW, NOW.plusSeconds(99), "other"));
        stores().browserCookies().deletePending("somebody", "app", 0);
        stores().browserCookies().deletePending("owner", "APP", 0);
        stores().browserCookies().deletePending("owner", "app", 2);
        assertThat(stores().browserCookies().delete(digest("another's"))).isTrue();
        assertThat(stores().browserCookies().find(digest("pending 2"))).isEmpty();
        assertThat(stores().browserCookies().find(digest("pending 3"))).isPresent();
        assertThat(stores().browserCookies().deleteExpired(NOW.plusSeconds(3), 9))
                .isZero();
        assertThat(stores().browserCookies().deleteExpired(NOW.plusSeconds(9), 1))
                .isEqualTo(1);
        assertThat(stores().browserCookies().deleteExpired(NOW.plusSeconds(9), 9))
                .isEqualTo(1);
    }
}
