package dev.sallyport.store.jdbc;

import static dev.sallyport.store.jdbc.ServedNode.assertUnavailable;
import static dev.sallyport.store.jdbc.ServedNode.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.store.jdbc.LostCommits.Fate;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What HTTP requests are answered when the connection is lost while their changes are committed: 503, whatever became of them. And
 * that what the database made of it holds on this node from then on.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LostCommitContract {
    private static final int MOST_COMMITS = 10;

    private final DataSource database = newDataSource();
    private final LostCommits commits = new LostCommits(database);
    private final PausedLog log = new PausedLog(JdbcStores.of(commits.dataSource()));
    private ServedNode node;
    private String login;

    abstract DataSource newDataSource();

    @BeforeAll
    void start() throws Exception {
        node = new ServedNode(ServedNode.settings(log.stores()));
        login = member(node.logIn(ServedNode.PASSWORD), "access_token");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "UNDONE"})
    void createdKeyIsThereWithItsAuditRowOrNotAtAll(Fate fate) throws Exception {
        long before = count("sallyport_api_key");
        int lost = loseEveryCommit(fate, 201, () -> node.createKey(login));
        long made = fate == Fate.DONE ? lost : 0;
        assertThat(count("sallyport_api_key")).isEqualTo(before + made + 1);
        assertThat(count("sallyport_audit WHERE type = 'API_KEY_CREATED'")).isEqualTo(before + made + 1);
    }

    /** Nobody reads the change log meanwhile: the node that asked for the revocation knows by itself. */
    @Test
    void revocationThatWasDoneHoldsHereAtOnce() throws Exception {
        NewApiKey key = usedKey();
        log.pause();
        try {
            commits.loseCommit(1, Fate.DONE);
            assertUnavailable(revoke(key));
            assertThat(commits.struck()).isTrue();
            assertThat(status(key)).isEqualTo(401);
        } finally {
            log.goOn();
        }
    }

    @Test
    void revocationThatWasNotDoneIsNone() throws Exception {
        NewApiKey key = usedKey();
        commits.loseCommit(1, Fate.UNDONE);
        assertUnavailable(revoke(key));
        assertThat(commits.struck()).isTrue();
        assertThat(status(key)).isEqualTo(200);
        assertThat(revoke(key).statusCode()).isEqualTo(204);
        assertThat(status(key)).isEqualTo(401);
    }

    /** Meanwhile the key was looked up again and is in the cache: only the change log tells that this is over. */
    @Test
    void revocationThatIsDoneAfterEverybodyGaveUpHoldsSoonAfterwards() throws Exception {
        NewApiKey key = usedKey();
        commits.loseCommit(1, Fate.DONE_LATER);
        assertUnavailable(revoke(key));
        assertThat(commits.struck()).isTrue();
        assertThat(status(key)).as("not yet").isEqualTo(200);
        commits.catchUp();
        node.awaitStatus(401, key.secret().reveal());
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "UNDONE"})
    void loginLeavesWholeSessionsOrNone(Fate fate) throws Exception {
        long before = count("sallyport_session");
        int lost = loseEveryCommit(fate, 200, () -> node.logIn(ServedNode.PASSWORD));
        assertThat(lost).as("those of the session, and of its counted attempt").isGreaterThan(1);
        assertThat(count("sallyport_session"))
                .isEqualTo(count("sallyport_refresh_family"))
                .isBetween(before + 1, before + 1 + (fate == Fate.DONE ? lost : 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "UNDONE"})
    void wrongPasswordIsNotAnsweredUnlessItsCountIsSafe(Fate fate) throws Exception {
        loseEveryCommit(fate, 401, () -> node.logIn("wrong"));
        assertThat(node.logIn(ServedNode.PASSWORD).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "UNDONE"})
    void refreshThatIsTriedAgainHasOneSuccessor(Fate fate) throws Exception {
        String token = member(node.logIn(ServedNode.PASSWORD), "refresh_token");
        int lost = loseEveryCommit(fate, 200, () -> node.refresh(token));
        assertThat(lost).isPositive();
        String successor = member(node.refresh(token), "refresh_token");
        assertThat(member(node.refresh(token), "refresh_token")).isEqualTo(successor);
        assertThat(node.refresh(successor).statusCode()).isEqualTo(200);
        assertThat(count("sallyport_refresh_family WHERE generation > 3")).isZero();
    }

    /**
     * The first, the second and each further commit of the request, until there is none left to lose; then it must succeed.
     *
     * @return how many were lost
     */
    private int loseEveryCommit(Fate fate, int success, Callable<HttpResponse<String>> request) throws Exception {
        for (int n = 1; n < MOST_COMMITS; n++) {
            commits.loseCommit(n, fate);
            HttpResponse<String> answer = request.call();
            if (!commits.struck()) {
                assertThat(n).as("a request that commits something").isGreaterThan(1);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(success);
                return n - 1;
            }
            assertUnavailable(answer);
        }
        throw new AssertionError("A request with " + MOST_COMMITS + " commits");
    }

    private NewApiKey usedKey() throws Exception {
        NewApiKey key = node.newKey();
        assertThat(status(key)).isEqualTo(200);
        return key;
    }

    private int status(NewApiKey key) throws Exception {
        return node.get(key.secret().reveal()).statusCode();
    }

    private HttpResponse<String> revoke(NewApiKey key) throws Exception {
        return node.send("DELETE", "/auth/api-keys/" + key.key().id(), login, "");
    }

    private long count(String from) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + from)) {
            row.next();
            return row.getLong(1);
        }
    }
}
