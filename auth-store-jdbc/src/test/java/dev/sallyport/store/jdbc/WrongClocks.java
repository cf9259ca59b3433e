package dev.sallyport.store.jdbc;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.scope.Role;
import dev.sallyport.stores.Stores;
import dev.sallyport.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Nodes on one database whose time stands still until a test moves it, each with a clock as wrong as the test likes. */
final class WrongClocks implements AutoCloseable {
    static final LoginOrigin ORIGIN = new LoginOrigin(Nodes.ADDRESS, null, null);

    /** There are more nodes than the pool has connections for their listening. */
    private static final JdbcSettings SETTINGS =
            JdbcSettings.defaults().withoutPush().withConnectionTimeout(Duration.ofSeconds(30));

    private final DataSource database;
    private final UnaryOperator<SallyportBuilder> settings;
    private final MovableClock time = MovableClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private final List<MovableClock> clocks = new ArrayList<>();
    private final List<Sallyport> nodes = new ArrayList<>();
    /** What the nodes have their reports of leaked credentials in: worked on when a test says so, never by themselves. */
    final HeldReports reports;

    /** @param settings of each node, beside those of all tests */
    WrongClocks(DataSource database, UnaryOperator<SallyportBuilder> settings) {
        this.database = database;
        this.settings = settings;
        this.reports = new HeldReports(JdbcStores.of(database, SETTINGS).leakReports());
    }

    /** The database's time. */
    Instant now() {
        return time.instant();
    }

    /** One whose clock is wrong by so much. */
    Sallyport node(Duration wrong) {
        MovableClock clock = MovableClock.at(time.instant().plus(wrong));
        clocks.add(clock);
        return start(clock, time::instant);
    }

    /** One whose clock is right, of the time when the clock of the database was wrong by so much. To be closed by the test. */
    Sallyport nodeOfADatabaseAheadBy(Duration wrong) {
        return start(MovableClock.at(time.instant()), () -> time.instant().plus(wrong));
    }

    private Sallyport start(MovableClock clock, Supplier<Instant> database) {
        Stores stores = StoresWith.method("leakReports", () -> reports, JdbcStores.of(this.database, SETTINGS));
        Sallyport node = settings.apply(Nodes.on(this.database, SETTINGS)
                        .stores(StoresWith.method("now", database, stores))
                        .clock(clock)
                        .roles(Role.of("boss", "reports:read"))
                        .secondFactor(factor -> factor.requiredFor("boss"))
                        .clientTypes(ClientType.of("project", "p_", "ps_", CallerKind.CLIENT))
                        .clientAttempts(3, Duration.ofMinutes(15))
                        .leakReports(LeakPolicy.revoke())
                        .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO)))
                .build();
        nodes.add(node);
        return node;
    }

    /**
     * Time goes by, for all clocks. The database's moves last: a node that compares the two meanwhile takes the answer of the
     * database for an old one, not the database for one that is ahead.
     */
    void pass(Duration duration) {
        clocks.forEach(clock -> clock.advance(duration));
        time.advance(duration);
    }

    /** Of two nodes one writes and the other judges, or looks on. */
    interface Trial {
        void run(Sallyport writer, Sallyport judge);
    }

    static void eachWay(Sallyport right, Sallyport off, Trial trial) {
        trial.run(right, off);
        trial.run(off, right);
    }

    @Override
    public void close() {
        nodes.forEach(Sallyport::close);
    }
}
