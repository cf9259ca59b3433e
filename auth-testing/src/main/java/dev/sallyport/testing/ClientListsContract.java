package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.client.Client;
import dev.sallyport.client.ClientQuery;
import dev.sallyport.page.PageCursor;
import dev.sallyport.scope.ScopeSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Contract of {@link dev.sallyport.client.ClientStore} for lists in pages. */
interface ClientListsContract extends Contract {
    private void put(String id, String type, String name, @Nullable String tenant, boolean enabled) {
        stores().clients()
                .insert(new Client(
                        id,
                        type,
                        name,
                        tenant,
                        ScopeSet.none(),
                        Set.of(),
                        List.of(),
                        NOW,
                        enabled ? null : NOW,
                        id.startsWith("else") ? "other" : "app"));
    }

    private List<String> ids(ClientQuery query) {
        return Walk.names(after -> stores().clients().list(query.after(after)), Client::id);
    }

    @Test
    default void clientsAreListedInPages() {
        put("c1", "project", "Billing", "acme", true);
        put("c2", "service", "C2 backup", "acme", false);
        put("C3", "project", "backup_100%", null, true);
        put("d4", "project", "billing copy", "Acme", true);
        put("else", "project", "Billing", "acme", true);
        for (int limit : new int[] {1, 2, 50}) {
            ClientQuery app = ClientQuery.all().withAudience("app").withLimit(limit);
            assertThat(ids(app)).containsExactly("C3", "c1", "c2", "d4");
            assertThat(ids(app.withType("project"))).containsExactly("C3", "c1", "d4");
            assertThat(ids(app.withTenant("acme"))).containsExactly("c1", "c2");
            assertThat(ids(app.withTenant("acme").withType("service"))).containsExactly("c2");
            assertThat(ids(app.withState(ClientQuery.State.DISABLED))).containsExactly("c2");
            assertThat(ids(app.withState(ClientQuery.State.ENABLED).withTenant("acme")))
                    .containsExactly("c1");
            assertThat(ids(app.withText("c"))).containsExactly("c1", "c2");
            assertThat(ids(app.withText("C"))).as("each once").containsExactly("C3", "c2");
            assertThat(ids(app.withText("BILL"))).containsExactly("c1", "d4");
            assertThat(ids(app.withText("BILL").withTenant("acme"))).containsExactly("c1");
            assertThat(ids(app.withText("backup_1"))).containsExactly("C3");
            assertThat(ids(app.withText("backup__"))).isEmpty();
            assertThat(ids(app.withText("c\0"))).isEmpty();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> stores().clients().list(ClientQuery.all()));
    }

    @Test
    default void cursorOfAnotherListOfClientsIsRefused() {
        put("c1", "project", "Billing", "acme", true);
        put("c2", "project", "Billing", "acme", true);
        ClientQuery acme =
                ClientQuery.all().withAudience("app").withTenant("acme").withLimit(1);
        PageCursor next = Objects.requireNonNull(stores().clients().list(acme).next());
        for (ClientQuery other : List.of(
                acme.withTenant(null), acme.withType("project"), acme.withText("c"), acme.withAudience("other"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> stores().clients().list(other.after(next)));
        }
    }
}
