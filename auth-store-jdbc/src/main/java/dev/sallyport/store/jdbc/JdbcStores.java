package dev.sallyport.store.jdbc;

import dev.sallyport.apikey.ApiKeyStore;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.change.Transaction;
import dev.sallyport.client.ClientStore;
import dev.sallyport.session.BrowserCookieStore;
import dev.sallyport.session.RefreshFamilyStore;
import dev.sallyport.session.SessionStore;
import dev.sallyport.stores.Stores;
import dev.sallyport.token.RevokedTokenStore;
import dev.sallyport.token.SigningKeyStore;
import dev.sallyport.user.AttemptStore;
import dev.sallyport.user.SecondFactorStore;
import dev.sallyport.user.UserStore;
import java.time.Instant;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Everything in a relational database: H2 or PostgreSQL, told by the data source. Safe for use by many threads and by many
 * nodes on one database.
 *
 * <p>Hand in a pool: every transaction and every read outside of one borrows a connection, and gives it back with the settings
 * it had. Transactions are the store's own and never join one of the application. A statement that takes longer than the query
 * time-out fails with {@link dev.sallyport.change.StoreException}; how long to wait for a connection is the pool's to say.
 * No exception carries a bound value or a message of the driver, which may contain one.
 */
public final class JdbcStores implements Stores {
    private final boolean durable;
    private final JdbcTransactions transactions;
    private final ApiKeyStore apiKeys;
    private final SessionStore sessions;
    private final RefreshFamilyStore refreshFamilies;
    private final SigningKeyStore signingKeys;
    private final BrowserCookieStore browserCookies;
    private final ClientStore clients;
    private final RevokedTokenStore revokedTokens;
    private final SecondFactorStore secondFactors;
    private final UserStore users;
    private final AttemptStore attempts;
    private final ChangeLog changeLog;

    private JdbcStores(DataSource dataSource, Product product, JdbcSettings settings) {
        this.durable = product.isDurable();
        this.transactions = new JdbcTransactions(dataSource, product.dialect(), settings);
        this.apiKeys = new ApiKeyTable(transactions);
        this.sessions = new SessionTable(transactions);
        this.refreshFamilies = new RefreshFamilyTable(transactions);
        this.signingKeys = new SigningKeyTable(transactions);
        this.browserCookies = new BrowserCookieTable(transactions);
        this.clients = new ClientTable(transactions);
        this.revokedTokens = new RevokedTokenTable(transactions);
        this.secondFactors = new SecondFactorTable(transactions);
        this.users = new UserTable(transactions);
        this.attempts = new AttemptTable(transactions);
        this.changeLog = new ChangeLogTable(transactions);
    }

    /**
     * The stores with {@link JdbcSettings#defaults}. Where Flyway is on the class path a missing or older schema is brought up to
     * date, as {@link JdbcSchema#migrate} does; where it is not, the schema must be there.
     *
     * @throws IllegalStateException when the schema is missing or older than needed; the message names the files to run
     * @throws IllegalArgumentException when the database is none of those known
     * @throws dev.sallyport.change.StoreException when the database fails or cannot be reached
     */
    public static JdbcStores of(DataSource dataSource) {
        return of(dataSource, JdbcSettings.defaults());
    }

    /** The stores with settings of your own; otherwise as {@link #of(DataSource)}. */
    public static JdbcStores of(DataSource dataSource, JdbcSettings settings) {
        Product product = Product.of(dataSource);
        JdbcSchema schema = new JdbcSchema(dataSource, product.dialect());
        if (settings.migrate()) {
            schema.migrateWherePossible();
        }
        schema.requireCurrent();
        return new JdbcStores(dataSource, product, settings);
    }

    @Override
    public <T> T inTransaction(Function<Transaction, T> work) {
        return transactions.inTransaction(work);
    }

    @Override
    public Instant now() {
        return transactions.now();
    }

    @Override
    public ApiKeyStore apiKeys() {
        return apiKeys;
    }

    @Override
    public SessionStore sessions() {
        return sessions;
    }

    @Override
    public RefreshFamilyStore refreshFamilies() {
        return refreshFamilies;
    }

    @Override
    public SigningKeyStore signingKeys() {
        return signingKeys;
    }

    @Override
    public BrowserCookieStore browserCookies() {
        return browserCookies;
    }

    @Override
    public ClientStore clients() {
        return clients;
    }

    @Override
    public RevokedTokenStore revokedTokens() {
        return revokedTokens;
    }

    @Override
    public SecondFactorStore secondFactors() {
        return secondFactors;
    }

    @Override
    public UserStore users() {
        return users;
    }

    @Override
    public AttemptStore attempts() {
        return attempts;
    }

    @Override
    public ChangeLog changeLog() {
        return changeLog;
    }

    /** True, but for an H2 database in the memory of this process. */
    @Override
    public boolean isDurable() {
        return durable;
    }

    /** Does nothing: the data source is the application's. */
    @Override
    public void close() {}
}
