package dev.sallyport.operator;

import dev.sallyport.audit.AuditLog;
import dev.sallyport.audit.AuditPage;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.util.List;

/**
 * Reads audit events for operators. An event names no tenant: an operator with a tenant names a person of it. Safe for use by many
 * threads.
 */
@CheckReturnValue
public final class OperatorAudit {
    private final OperatorRights rights;
    private final OwnerTenants owners;
    private final AuditLog log;

    OperatorAudit(OperatorRights rights, OwnerTenants owners, AuditLog log) {
        this.rights = rights;
        this.owners = owners;
        this.log = log;
    }

    /** The events that fit, newest first. Refused under {@code owner} when an operator with a tenant names nobody. */
    public Outcome<AuditPage> find(Caller caller, AuditQuery query) {
        return rights.reading(caller, OperatorArea.AUDIT, operator -> {
            String owner = query.owner();
            if (operator.isOfAll()) {
                return Outcome.done(log.find(query));
            }
            if (owner == null) {
                return Outcome.refused(Refusal.invalid(List.of(
                        new FieldError("owner", "required", "Name a person of your tenant whose events to list."))));
            }
            return owners.covers(operator, owner) ? Outcome.done(log.find(query)) : Outcome.refused(Refusal.notFound());
        });
    }
}
