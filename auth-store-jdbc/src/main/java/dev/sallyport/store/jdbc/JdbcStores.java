package dev.sallyport.store.jdbc;

import dev.sallyport.account.TicketStore;
import dev.sallyport.account.VerifiedEmailStore;
import dev.sallyport.apikey.ApiKeyStore;
import dev.sallyport.audit.AuditStore;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.change.ChangeSignal;
import dev.sallyport.change.Transaction;
import dev.sallyport.client.ClientStore;
import dev.sallyport.leak.LeakReportStore;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.secret.VaultStore;
import dev.sallyport.session.BrowserCookieStore;
import dev.sallyport.session.RefreshFamilyStore;
import dev.sallyport.session.SessionStore;
import dev.sallyport.stores.Stores;
import dev.sallyport.tenant.ServiceAccountStore;
import dev.sallyport.tenant.TenantStore;
import dev.sallyport.token.RevokedTokenStore;
import dev.sallyport.token.SigningKeyStore;
import dev.sallyport.user.AttemptStore;
import dev.sallyport.user.SecondFactorStore;
import dev.sallyport.user.UserStore;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Everything in a relational database: H2, PostgreSQL or MariaDB, told by the data source. Safe for use by many threads and by many
 * nodes on one database.
 *
 * <p>Hand in a pool: every transaction and every read outside of one borrows a connection, and gives it back with the settings
 * it had. Transactions are the store's own and never join one of the application. A statement that takes longer than the query
 * time-out fails with {@link dev.sallyport.change.StoreException}, and so does a wait for a connection that takes longer than the
 * connection time-out; while there is none everything else fails at once.
 * No exception carries a bound value or a message of the driver, which may contain one.
 */
public final class JdbcStores implements Stores {
    private static final String POSTGRESQL_DRIVER = "org.postgresql.PGConnection";

    private final BoundedDataSource dataSource;
    private final boolean durable;
    private final JdbcTransactions transactions;
    private final ApiKeyStore apiKeys;
    private final SessionStore sessions;
    private final RefreshFamilyStore refreshFamilies;
    private final SigningKeyStore signingKeys;
    private final BrowserCookieStore browserCookies;
    private final ClientStore clients;
    private final RevokedTokenStore revokedTokens;
    private final LeakReportStore leakReports;
    private final SecondFactorStore secondFactors;
    private final UserStore users;
    private final TicketStore tickets;
    private final VerifiedEmailStore verifiedEmails;
    private final VaultStore vault;
    private final AttemptStore attempts;
    private final ChangeLog changeLog;
    private final @Nullable ChangeSignal changeSignal;
    private final ServiceAccountStore serviceAccounts;
    private final TenantStore tenants;
    private final AuditStore auditLog;
    private final CredentialReads credentials;
    private final @Nullable StatementWatch watch;

    private JdbcStores(BoundedDataSource dataSource, Product product, JdbcSettings settings) {
        this.dataSource = dataSource;
        this.durable = product.isDurable();
        boolean driver = product.dialect() == Dialect.POSTGRESQL && isDriverVisible();
        this.watch = driver ? new StatementWatch(settings.queryTimeout()) : null;
        this.transactions = new JdbcTransactions(dataSource, product, settings, watch);
        this.apiKeys = new ApiKeyTable(transactions);
        this.sessions = new SessionTable(transactions);
        this.refreshFamilies = new RefreshFamilyTable(transactions);
        this.signingKeys = new SigningKeyTable(transactions);
        this.browserCookies = new BrowserCookieTable(transactions);
        this.clients = new ClientTable(transactions);
        this.revokedTokens = new RevokedTokenTable(transactions);
        this.leakReports = new LeakReportTable(transactions);
        this.secondFactors = new SecondFactorTable(transactions);
        this.tickets = new TicketTable(transactions);
        this.verifiedEmails = new VerifiedEmailTable(transactions);
        this.vault = new VaultTable(transactions);
        this.users = new UserTable(transactions);
        this.attempts = new AttemptTable(transactions);
        this.changeLog = new ChangeLogTable(transactions, settings.changesKept());
        this.changeSignal = settings.push() && driver
                ? new PostgresSignal(dataSource, new TablePrefix(settings.tablePrefix()))
                : null;
        this.serviceAccounts = new ServiceAccountTable(transactions);
        this.tenants = new TenantTable(transactions);
        this.auditLog = new AuditTable(transactions);
        this.credentials = new CredentialReads(transactions);
    }

    /**
     * The stores with {@link JdbcSettings#defaults}. Where Flyway is on the class path a missing or older schema is brought up to
     * date, as {@link JdbcSchema#migrate} does; where it is not, the schema must be there.
     *
     * @throws IllegalStateException when the schema is missing or older than needed; the message names the files to run. Also when
     *     a MariaDB or its driver is set to cut texts off or to count rows in another way; the message names the setting
     * @throws IllegalArgumentException when the database is none of those known
     * @throws dev.sallyport.change.StoreException when the database fails or cannot be reached
     */
    public static JdbcStores of(DataSource dataSource) {
        return of(dataSource, JdbcSettings.defaults());
    }

    /** The stores with settings of your own; otherwise as {@link #of(DataSource)}. */
    public static JdbcStores of(DataSource dataSource, JdbcSettings settings) {
        BoundedDataSource bounded = new BoundedDataSource(dataSource, settings);
        Product product = FirstContact.within(settings.startWait(), () -> Product.of(bounded));
        JdbcSchema schema = new JdbcSchema(bounded, product.dialect(), settings);
        schema.requireMode();
        if (settings.migrate()) {
            schema.migrateWherePossible();
        }
        schema.requireCurrent();
        schema.requireSettings();
        return new JdbcStores(bounded, product, settings);
    }

    /** Where a server keeps the driver to itself there is no way to listen, and other nodes look by themselves. */
    private static boolean isDriverVisible() {
        try {
            Class.forName(POSTGRESQL_DRIVER, false, JdbcStores.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
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
    public LeakReportStore leakReports() {
        return leakReports;
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
    public TicketStore tickets() {
        return tickets;
    }

    @Override
    public VerifiedEmailStore verifiedEmails() {
        return verifiedEmails;
    }

    @Override
    public ServiceAccountStore serviceAccounts() {
        return serviceAccounts;
    }

    @Override
    public TenantStore tenants() {
        return tenants;
    }

    @Override
    public VaultStore vault() {
        return vault;
    }

    @Override
    public AttemptStore attempts() {
        return attempts;
    }

    @Override
    public ChangeLog changeLog() {
        return changeLog;
    }

    @Override
    public Optional<Stores.KeyWithOwner> findKeyWithOwner(SecretDigest digest) {
        return credentials.findKey(digest);
    }

    @Override
    public Optional<Stores.SessionWithOwner> findSessionWithOwner(String id) {
        return credentials.findSession(id);
    }

    /** PostgreSQL's LISTEN and NOTIFY; see {@link JdbcSettings#push}. */
    @Override
    public Optional<ChangeSignal> changeSignal() {
        return Optional.ofNullable(changeSignal);
    }

    @Override
    public AuditStore auditLog() {
        return auditLog;
    }

    /** True, but for an H2 database in the memory of this process. */
    @Override
    public boolean isDurable() {
        return durable;
    }

    /** Ends the threads of these stores. The data source is the application's and stays open. */
    @Override
    public void close() {
        if (changeSignal != null) {
            changeSignal.close();
        }
        if (watch != null) {
            watch.close();
        }
        dataSource.close();
    }
}
