package dev.sallyport.memory;

import dev.sallyport.account.TicketStore;
import dev.sallyport.account.VerifiedEmailStore;
import dev.sallyport.apikey.ApiKeyStore;
import dev.sallyport.audit.AuditStore;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.change.Transaction;
import dev.sallyport.client.ClientStore;
import dev.sallyport.leak.LeakReportStore;
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
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Everything in the memory of this process: gone after a restart, unknown to other nodes. For first steps and tests. Safe for
 * use by many threads.
 *
 * <p>Transactions keep the whole promise of {@link Stores}: all or nothing, one at a time, and what is not committed is seen by
 * nobody else. Keys, users and sessions take memory as long as they are kept; the change log keeps the newest 100,000,
 * the audit log the newest 10,000.
 */
public final class InMemoryStores implements Stores {
    private final MemoryTransactions transactions;
    private final ApiKeyStore apiKeys;
    private final MemorySessions sessions;
    private final RefreshFamilyStore refreshFamilies;
    private final MemorySigningKeys signingKeys;
    private final BrowserCookieStore browserCookies;
    private final ClientStore clients;
    private final RevokedTokenStore revokedTokens;
    private final MemorySecondFactors secondFactors;
    private final VaultStore vault;
    private final MemoryLeakReports leakReports;
    private final UserStore users;
    private final AttemptStore attempts;
    private final TicketStore tickets;
    private final VerifiedEmailStore verifiedEmails;
    private final ServiceAccountStore serviceAccounts;
    private final TenantStore tenants;
    private final AuditStore auditLog;

    private InMemoryStores(InstantSource clock) {
        this.transactions = new MemoryTransactions(clock);
        this.apiKeys = new MemoryApiKeys(transactions);
        this.sessions = new MemorySessions(transactions);
        this.refreshFamilies = new MemoryRefreshFamilies(transactions, sessions);
        this.signingKeys = new MemorySigningKeys(transactions);
        this.browserCookies = new MemoryBrowserCookies(transactions, sessions);
        this.clients = new MemoryClients(transactions);
        this.revokedTokens = new MemoryRevokedTokens(transactions);
        this.leakReports = new MemoryLeakReports(transactions);
        this.secondFactors = new MemorySecondFactors(transactions);
        this.vault = new MemoryVault(transactions, signingKeys, secondFactors, sessions, leakReports);
        this.users = new MemoryUsers(transactions);
        this.attempts = new MemoryAttempts(transactions);
        this.tickets = new MemoryTickets(transactions);
        this.verifiedEmails = new MemoryVerifiedEmails(transactions);
        this.serviceAccounts = new MemoryServiceAccounts(transactions);
        this.tenants = new MemoryTenants(transactions);
        this.auditLog = new MemoryAuditLog(transactions);
    }

    /** New and empty. */
    public static InMemoryStores create() {
        return create(InstantSource.system());
    }

    /** New and empty, with a time of its own. */
    public static InMemoryStores create(InstantSource clock) {
        return new InMemoryStores(clock);
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
        return transactions.changeLog();
    }

    @Override
    public AuditStore auditLog() {
        return auditLog;
    }

    /** Never. */
    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    /** Does nothing: there is nothing to release. */
    @Override
    public void close() {}
}
