package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.client.Client;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.RefreshFamily;
import dev.sallyport.session.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** "All" and "none" stay what they are where a database takes the empty text for NULL, and what says nothing grants nothing. */
abstract class EmptyTextContract {
    private static final Instant NOW = Rows.NOW;
    private static final List<Client.StoredSecret> SECRETS =
            List.of(new Client.StoredSecret(SecretDigest.of("x"), NOW, null));

    /** To a schema of the present version, by connections for which the empty text is NULL. */
    abstract DataSource emptyIsNull();

    private final DataSource database = emptyIsNull();
    private final JdbcTransactions transactions = new JdbcTransactions(
            database, Product.of(database), JdbcSettings.defaults().withoutPush(), null);

    private void execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void emptyTextIsNullHere() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT CASE WHEN '' IS NULL THEN 1 ELSE 0 END")) {
            row.next();
            assertThat(row.getInt(1)).as("control").isEqualTo(1);
        }
    }

    private void insertKey(String id, @Nullable ScopeSet scopes) {
        ApiKey key = ApiKey.of(id, "ada", "app", "name", NOW).withScopes(scopes);
        assertThat(new ApiKeyTable(transactions).insert(key, SecretDigest.of(id)))
                .isTrue();
    }

    private @Nullable ScopeSet scopesOf(String id) {
        return new ApiKeyTable(transactions)
                .findByDigest(SecretDigest.of(id))
                .orElseThrow()
                .scopes();
    }

    @Test
    void keyWithoutScopesStaysWithout() {
        insertKey("none", ScopeSet.none());
        insertKey("all", null);
        insertKey("some", ScopeSet.parse("a:b"));
        assertThat(scopesOf("none")).isEqualTo(ScopeSet.none());
        assertThat(scopesOf("all")).isNull();
        assertThat(scopesOf("some")).isEqualTo(ScopeSet.parse("a:b"));
        execute("UPDATE sallyport_api_key SET scopes = ''");
        assertThat(scopesOf("all")).as("nothing is said").isEqualTo(ScopeSet.none());
        execute("UPDATE sallyport_api_key SET scopes = NULL");
        assertThat(scopesOf("some")).as("nothing is said").isEqualTo(ScopeSet.none());
    }

    @Test
    void loginWithoutScopesStaysWithout() {
        SessionTable sessions = new SessionTable(transactions);
        RefreshFamilyTable families = new RefreshFamilyTable(transactions);
        for (String id : List.of("none", "all")) {
            assertThat(scopesAfter(sessions, families, id, id.equals("none") ? ScopeSet.none() : null))
                    .isEqualTo(id.equals("none") ? ScopeSet.none() : null);
        }
        execute("UPDATE sallyport_refresh_family SET scopes = NULL");
        assertThat(families.findBySession("all").orElseThrow().scopes()).isEqualTo(ScopeSet.none());
    }

    private @Nullable ScopeSet scopesAfter(
            SessionTable sessions, RefreshFamilyTable families, String id, @Nullable ScopeSet scopes) {
        sessions.insert(Session.of(id, "ada", NOW, NOW).withAmr(List.of("pwd")));
        families.insert(new RefreshFamily(id, Sealed.of("sealed"), scopes, 1, NOW, NOW));
        return families.findBySession(id).orElseThrow().scopes();
    }

    @Test
    void unnamedSessionOfAKeyIsOneAndIsFound() {
        SessionTable sessions = new SessionTable(transactions);
        sessions.insert(Session.of("s", "ada", NOW, NOW).withCredential("k", "").withAmr(List.of("swk")));
        sessions.insert(
                Session.of("t", "ada", NOW, NOW).withCredential("k", "a").withAmr(List.of("swk")));
        assertThat(sessions.findByLabel("k", "").orElseThrow().label()).isEmpty();
        assertThat(sessions.findByLabel("k", "a").orElseThrow().label()).isEqualTo("a");
    }

    @Test
    void clientWithoutGrantsStaysWithout() {
        ClientTable clients = new ClientTable(transactions);
        ScopeSet scopes = ScopeSet.parse("a:b");
        clients.insert(new Client("none", "project", "x", null, scopes, Set.of(), SECRETS, NOW, null, "app"));
        clients.insert(new Client("all", "project", "x", null, scopes, null, SECRETS, NOW, null, "app"));
        assertThat(clients.find("none").orElseThrow().grants()).isEmpty();
        assertThat(clients.find("all").orElseThrow().grants()).isNull();
        execute("UPDATE sallyport_client SET grants = NULL");
        assertThat(clients.find("all").orElseThrow().grants()).isEmpty();
    }
}
