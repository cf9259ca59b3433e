package dev.sallyport.jaxrs.issues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.jaxrs.RestServer;
import dev.sallyport.jaxrs.SallyportFeature;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;

/**
 * Kotlin writes a method with a body that a class inherits from an interface into the class, with its annotations and marked as a bridge,
 * but not as synthetic (spring-projects/spring-framework#35487).
 */
class KotlinTest {
    public interface Api {
        @GET
        @PermitAll
        default String get() {
            return "SECRET";
        }
    }

    /** {@code @Path("kotlin") @RequiresScope("reports:write") class Bridging : Api}. */
    private static final Class<?> BRIDGING = new ClassLoader(KotlinTest.class.getClassLoader()) {
        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }
    }.define(bytes());

    public static class Bridged extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(SallyportFeature.class, BRIDGING);
        }
    }

    @Test
    void bridgeIntoTheInterfaceOpensNothing() throws Exception {
        try (RestServer server = RestServer.of(Bridged.class).start()) {
            assertThat(server.status("GET", "/api/kotlin", null)).isEqualTo(401);
            assertThat(server.status("GET", "/api/kotlin", server.key("reports:read")))
                    .isEqualTo(403);
            assertThat(server.send("GET", "/api/kotlin", server.key("reports:write"))
                            .body())
                    .isEqualTo("SECRET");
        }
    }

    private static byte[] bytes() {
        String api = Type.getInternalName(Api.class);
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "kotlin/Bridging", null, "java/lang/Object", new String[] {api});
        AnnotationVisitor path = type.visitAnnotation(Type.getDescriptor(Path.class), true);
        path.visit("value", "kotlin");
        path.visitEnd();
        AnnotationVisitor scope = type.visitAnnotation(Type.getDescriptor(RequiresScope.class), true);
        AnnotationVisitor values = scope.visitArray("value");
        values.visit(null, "reports:write");
        values.visitEnd();
        scope.visitEnd();
        MethodVisitor made = type.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        made.visitCode();
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        made.visitInsn(Opcodes.RETURN);
        made.visitMaxs(1, 1);
        made.visitEnd();
        MethodVisitor method =
                type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_BRIDGE, "get", "()Ljava/lang/String;", null, null);
        method.visitAnnotation(Type.getDescriptor(GET.class), true).visitEnd();
        method.visitAnnotation(Type.getDescriptor(PermitAll.class), true).visitEnd();
        method.visitCode();
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, api, "get", "()Ljava/lang/String;", true);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(1, 1);
        method.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }
}
