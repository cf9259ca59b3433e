package dev.sallyport.cli;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditPage;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.audit.AuditStore;
import dev.sallyport.stores.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;

/**
 * Stores that record the operator as the actor of every audit event without one, such as the rotation of a signing key: this process
 * acts for the operator alone.
 */
final class ActedStores {
    private ActedStores() {}

    static Stores of(Stores stores, String actor) {
        AuditStore audit = new ActedAudit(stores.auditLog(), actor);
        return (Stores) Proxy.newProxyInstance(
                Stores.class.getClassLoader(), new Class<?>[] {Stores.class}, (self, method, arguments) -> {
                    if (method.getName().equals("auditLog")) {
                        return audit;
                    }
                    try {
                        return method.invoke(stores, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private record ActedAudit(AuditStore store, String actor) implements AuditStore {
        @Override
        public void insert(List<AuditEvent> events) {
            store.insert(events.stream().map(this::acted).toList());
        }

        private AuditEvent acted(AuditEvent event) {
            return event.actor() != null
                    ? event
                    : new AuditEvent(
                            event.at(),
                            event.type(),
                            actor,
                            event.owner(),
                            event.credential(),
                            event.address(),
                            event.details());
        }

        @Override
        public int deleteBefore(Instant before, int max) {
            return store.deleteBefore(before, max);
        }

        @Override
        public AuditPage find(AuditQuery query) {
            return store.find(query);
        }
    }
}
