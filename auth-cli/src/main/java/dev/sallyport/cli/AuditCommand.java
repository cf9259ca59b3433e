package dev.sallyport.cli;

import dev.sallyport.audit.AuditCursor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditPage;
import dev.sallyport.audit.AuditQuery;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that lists audit events. For one thread. */
@Command(name = "audit", description = "Lists audit events, newest first.")
final class AuditCommand extends Group implements Callable<Integer> {
    @Option(names = "--owner", description = "Id of the user that the event concerns")
    @Nullable
    String owner;

    @Option(names = "--credential", description = "Id of the key or session that the event concerns")
    @Nullable
    String credential;

    @Option(names = "--by", description = "Actor: an id, or cli:USER")
    @Nullable
    String by;

    @Option(names = "--type", description = "Repeatable: ${COMPLETION-CANDIDATES}")
    @Nullable
    List<AuditEvent.Type> types;

    @Option(names = "--from", description = "ISO 8601, such as 2026-11-30T12:00:00Z")
    @Nullable
    Instant from;

    @Option(names = "--to", description = "ISO 8601, exclusive")
    @Nullable
    Instant to;

    @Option(names = "--after", description = "Cursor from the previous page")
    @Nullable
    String after;

    @Option(names = "--limit", defaultValue = "100", description = "Page size, 1 to 1,000. Default: ${DEFAULT-VALUE}")
    int limit;

    AuditCommand(Root root) {
        super(root);
    }

    @Override
    public Integer call() {
        AuditCursor cursor = after == null
                ? null
                : AuditCursor.parse(after)
                        .orElseThrow(() ->
                                new IllegalArgumentException("--after is not a cursor that this command printed"));

        AuditQuery whose = new AuditQuery(
                owner,
                credential,
                by,
                types == null ? Set.<AuditEvent.Type>of() : Set.copyOf(types),
                from,
                to,
                cursor,
                limit);
        return with(operator -> {
            AuditPage page = operator.auth.auditLog().find(whose);
            printer()
                    .list(
                            "events",
                            page.events().stream().map(AuditCommand::row).toList(),
                            page.next() == null ? null : page.next().text());
            return Exit.OK;
        });
    }

    static Row row(AuditEvent event) {
        Row details = new Row();
        event.details().keySet().stream()
                .sorted()
                .forEach(name -> details.with(name, event.details().get(name)));
        return new Row()
                .with("at", event.at())
                .with("type", event.type())
                .with("actor", event.actor())
                .with("owner", event.owner())
                .with("credential", event.credential())
                .with("address", event.address())
                .with("details", details);
    }
}
