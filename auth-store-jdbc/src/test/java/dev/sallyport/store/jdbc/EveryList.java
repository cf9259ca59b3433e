package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.client.ClientQuery;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.session.SessionQuery;
import dev.sallyport.stores.Stores;
import dev.sallyport.user.UserQuery;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks for the first pages of every list, over the rows of {@link ManyRows}. */
final class EveryList {
    private static final Instant NOW = Rows.NOW;

    private EveryList() {}

    static void ask(Stores stores) {
        for (UserQuery query : users()) {
            threePages(query, after -> stores.users().list(query.withLimit(10).after(after)));
        }
        for (KeyQuery query : keys()) {
            threePages(query, after -> stores.apiKeys().list(query.withLimit(10).after(after), NOW));
        }
        SessionQuery sessions = SessionQuery.all().withAudience("app").withLimit(10);
        for (SessionQuery query : List.of(sessions, sessions.withOwner("u7"), sessions.withCredential("k7"))) {
            // None had ended by then.
            threePages(query, after -> stores.sessions().list(query.after(after), Instant.EPOCH));
        }
        for (ClientQuery query : clients()) {
            threePages(query, after -> stores.clients().list(query.withLimit(10).after(after)));
        }
    }

    private static List<UserQuery> users() {
        UserQuery all = UserQuery.all();
        UserQuery acme = all.withTenant("t7");
        return List.of(
                all,
                acme,
                all.withState(UserQuery.State.DISABLED),
                all.withState(UserQuery.State.ENABLED),
                acme.withState(UserQuery.State.ENABLED),
                all.withRole("admin"),
                all.withRole("viewer"),
                acme.withRole("viewer"),
                acme.withRole("viewer").withState(UserQuery.State.DISABLED),
                all.withText("u1"),
                all.withText("name1"),
                acme.withText("u"),
                acme.withText("name"),
                acme.withText("name").withRole("admin"),
                all.withText("u").withRole("admin"));
    }

    private static List<KeyQuery> keys() {
        KeyQuery app = KeyQuery.all().withAudience("app");
        KeyQuery acme = app.withTenant("t7");
        return List.of(
                app,
                acme,
                app.withOwner("u7"),
                app.withOwner("u7").withText("k"),
                app.withText("k1"),
                app.withText("name1"),
                acme.withText("k1"),
                acme.withText("name"),
                app.withState(KeyQuery.State.LIVE),
                app.withState(KeyQuery.State.DISABLED),
                app.withState(KeyQuery.State.REVOKED),
                app.withState(KeyQuery.State.EXPIRED),
                acme.withState(KeyQuery.State.DISABLED),
                acme.withState(KeyQuery.State.REVOKED),
                acme.expiringBefore(NOW),
                app.unusedSince(NOW),
                app.expiringFrom(NOW),
                app.expiringFrom(Instant.EPOCH).expiringBefore(NOW));
    }

    private static List<ClientQuery> clients() {
        ClientQuery app = ClientQuery.all().withAudience("app");
        return List.of(
                app,
                app.withType("service"),
                app.withTenant("t7"),
                app.withTenant("t7").withType("project"),
                app.withState(ClientQuery.State.DISABLED),
                app.withText("c1"),
                app.withText("name1").withTenant("t7"));
    }

    private static <T> void threePages(Object query, Function<@Nullable PageCursor, Page<T>> pages) {
        PageCursor next = null;
        for (int i = 0; i < 3; i++) {
            Page<T> page = pages.apply(next);
            assertThat(page.items()).as(query.toString()).hasSizeLessThanOrEqualTo(10);
            next = page.next();
            if (next == null) {
                return;
            }
        }
    }
}
