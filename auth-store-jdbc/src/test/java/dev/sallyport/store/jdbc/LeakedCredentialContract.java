package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.leak.LeakPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A report of a leaked key, on any database: the background works on it, and the audit in the database tells of it. */
@Timeout(120)
abstract class LeakedCredentialContract {
    private static final String REPORTER = "203.0.113.9";

    abstract DataSource newDataSource();

    @Test
    void reportEndsTheKeyAndIsFoundInTheAuditOfTheDatabase() {
        DataSource database = newDataSource();
        NewApiKey leaked;
        try (Sallyport node = Nodes.on(database, JdbcSettings.defaults())
                .leakReports(LeakPolicy.revoke())
                .build()) {
            Nodes.addAda(node);
            leaked = Nodes.key(node);
            assertThat(Nodes.accepts(node, leaked.secret())).isTrue();
            Nodes.done(node.leakReports().orElseThrow().report(List.of(leaked.secret()), REPORTER));
            Nodes.awaitRefusal(node, leaked.secret());
        }
        try (Sallyport other = Nodes.start(database)) {
            AuditEvent event = awaitEvents(other, leaked).get(0);
            assertThat(event.owner()).isEqualTo("ada");
            assertThat(event.address()).isEqualTo(REPORTER);
            assertThat(event.details()).containsEntry("action", "revoke");
        }
    }

    private static List<AuditEvent> awaitEvents(Sallyport node, NewApiKey leaked) {
        AuditQuery query = AuditQuery.newest()
                .withCredential(leaked.key().id())
                .withTypes(AuditEvent.Type.CREDENTIAL_LEAKED)
                .withLimit(10);
        long end = System.nanoTime() + Nodes.PATIENCE.toNanos();
        while (node.auditLog().find(query).events().isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        List<AuditEvent> events = node.auditLog().find(query).events();
        assertThat(events).hasSize(1);
        return events;
    }
}
