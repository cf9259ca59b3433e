package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.MICRO;
import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.ODD;
import static dev.sallyport.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.StoreException;
import dev.sallyport.client.Client;
import dev.sallyport.scope.ScopeSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.client.ClientStore} and {@link dev.sallyport.token.RevokedTokenStore} promise. */
interface ClientStoreContract extends Contract {
    private static Client client(String id) {
        return new Client(
                id,
                "project",
                ODD,
                "tenant",
                ScopeSet.of("reports:read", "reports:*"),
                Set.of("client_credentials", "refresh_token"),
                List.of(
                        new Client.StoredSecret(digest("new"), NOW, null),
                        new Client.StoredSecret(digest("old"), NOW.minus(MICRO), NOW.plusSeconds(1))),
                NOW,
                NOW.plusSeconds(2),
                "app");
    }

    private static Client plain(String id) {
        return new Client(id, "project", "name", null, ScopeSet.none(), null, List.of(), NOW, null, "app");
    }

    @Test
    default void clientKeepsEveryField() {
        stores().clients().insert(client("c"));
        stores().clients().insert(plain("p"));
        assertThat(stores().clients().find("c")).contains(client("c"));
        assertThat(stores().clients().find("p")).contains(plain("p"));
        assertThat(stores().clients().find("C")).isEmpty();
        assertThatThrownBy(() -> stores().clients().insert(plain("c"))).isInstanceOf(StoreException.class);
        assertThat(stores().clients().find("c")).contains(client("c"));
    }

    @Test
    default void clientChangesInWhatMayChange() {
        stores().clients().insert(client("c"));
        Client other = new Client(
                "c",
                "dashboard",
                "other",
                "elsewhere",
                ScopeSet.none(),
                Set.of(),
                List.of(),
                NOW.plusSeconds(9),
                null,
                "other");
        assertThat(stores().clients().update(other)).isTrue();
        assertThat(stores().clients().find("c"))
                .contains(new Client(
                        "c", "project", "other", "tenant", ScopeSet.none(), Set.of(), List.of(), NOW, null, "app"));
        assertThat(stores().clients().update(plain("nobody"))).isFalse();
    }

    @Test
    default void clientsAreListedByIdAndDeleted() {
        for (String id : List.of("b", "a", "c")) {
            stores().clients().insert(plain(id));
        }
        assertThat(stores().clients().list("app", 2)).extracting(Client::id).containsExactly("a", "b");
        stores().clients()
                .insert(new Client("0", "project", "name", null, ScopeSet.none(), null, List.of(), NOW, null, null));
        assertThat(stores().clients().find("0"))
                .hasValueSatisfying(client -> assertThat(client.audience()).isNull());
        assertThat(stores().clients().list("APP", 2)).isEmpty();
        assertThat(stores().clients().delete("a")).isTrue();
        assertThat(stores().clients().delete("a")).isFalse();
        assertThat(stores().clients().list("app", 9)).extracting(Client::id).containsExactly("b", "c");
    }

    @Test
    default void tokenIsRevokedOnceAndForgottenWhenItHasExpired() {
        assertThat(stores().revokedTokens().contains("jti")).isFalse();
        assertThat(stores().revokedTokens().insert("jti", NOW)).isTrue();
        assertThat(stores().revokedTokens().insert("jti", NOW.plusSeconds(9))).isFalse();
        stores().revokedTokens().insert("other", NOW.plusSeconds(1));
        assertThat(stores().revokedTokens().contains("jti")).isTrue();
        assertThat(stores().revokedTokens().contains("JTI")).isFalse();
        assertThat(stores().revokedTokens().deleteExpired(NOW, 9)).isZero();
        assertThat(stores().revokedTokens().deleteExpired(NOW.plusSeconds(9), 1))
                .isEqualTo(1);
        assertThat(stores().revokedTokens().deleteExpired(NOW.plusSeconds(9), 9))
                .isEqualTo(1);
        assertThat(stores().revokedTokens().contains("other")).isFalse();
    }
}
