package dev.sallyport.jaxrs;

import dev.sallyport.caller.Caller;
import jakarta.ws.rs.core.Context;
import java.util.function.Function;
import org.glassfish.jersey.innate.inject.InternalBinder;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/**
 * Gives {@code @Context Caller} to resource methods in Jersey; loaded there only. Parameters of methods and no fields: a field of a
 * resource that lives longer than a request would keep the caller of the first.
 */
final class JerseyCallers extends InternalBinder {
    @Override
    protected void configure() {
        bind(new Parameters()).to(ValueParamProvider.class);
    }

    private static final class Parameters implements ValueParamProvider {
        @Override
        public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
            return parameter.getRawType() == Caller.class && parameter.isAnnotationPresent(Context.class)
                    ? request -> request.getProperty(JaxrsGuard.CALLER)
                    : null;
        }

        @Override
        public PriorityType getPriority() {
            return Priority.NORMAL;
        }
    }
}
