package dev.sallyport.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import jakarta.annotation.security.PermitAll;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Classes as the compilers of Kotlin 2.2 and Groovy 4 write them: what a class inherits stands in the class, with its annotations. */
class OtherLanguagesTest {
    private static final String KEPT = "reports:admin";

    private static final int TRAIT = -1;
    private static final String TRAIT_BRIDGE = "org/codehaus/groovy/transform/trait/Traits$TraitBridge";

    private final RuleValidator validator = new RuleValidator(ScopeCatalog.of(Map.of(new Scope(KEPT), "")), Set.of());

    public interface Api {
        @PermitAll
        default String open() {
            return "";
        }
    }

    public interface Generic<T> {
        @PermitAll
        default String open(T it) {
            return "";
        }
    }

    /** {@code @RequiresScope("reports:admin") class Bridging : Api}. */
    @Test
    void bridgeIntoTheInterfaceOpensNothing() throws Exception {
        Class<?> bridging = define(Api.class, null, Opcodes.ACC_BRIDGE, "()Ljava/lang/String;");

        Method bridge = bridging.getMethod("open");
        assertThat(bridge.isBridge()).isTrue();
        assertThat(bridge.isSynthetic()).isFalse();
        assertThat(bridge.isAnnotationPresent(PermitAll.class)).isTrue();
        assertThat(new Overridden(bridging, bridge).method()).isEqualTo(Api.class.getMethod("open"));
        assertKept(bridging, bridge);
        assertKept(bridging, Api.class.getMethod("open"));
    }

    /** {@code class Bridging : Generic<String>}. */
    @Test
    void bridgeOfTypedParameterOpensNothing() throws Exception {
        Class<?> bridging = define(
                Generic.class,
                "Ljava/lang/Object;L" + Type.getInternalName(Generic.class) + "<Ljava/lang/String;>;",
                Opcodes.ACC_BRIDGE,
                "(Ljava/lang/String;)Ljava/lang/String;");

        assertKept(bridging, bridging.getMethod("open", String.class));
        assertKept(bridging, Generic.class.getMethod("open", Object.class));
    }

    /** {@code class Delegating(it: Api) : Api by it}. */
    @Test
    void delegationOpensNothing() throws Exception {
        Class<?> delegating = define(Api.class, null, 0, "()Ljava/lang/String;");

        assertThat(delegating.getMethod("open").isBridge()).isFalse();
        assertKept(delegating, delegating.getMethod("open"));
    }

    /** Groovy: {@code trait Api { … }; class Composed implements Api {}}. */
    @Test
    void traitOpensNothing() throws Exception {
        Class<?> composed = define(Api.class, null, TRAIT, "()Ljava/lang/String;");

        assertThat(composed.getMethod("open").getDeclaredAnnotations()).hasSize(2);
        assertKept(composed, composed.getMethod("open"));
    }

    /** The same class in Java. */
    @Test
    void javaClassReadsAlike() throws Exception {
        assertKept(Written.class, Written.class.getMethod("open"));
    }

    @RequiresScope(KEPT)
    public static class Written implements Api {}

    private void assertKept(Class<?> type, Method method) {
        AccessRule rule =
                new MethodRuleReader().read(type, method, validator).rule().rule();
        assertThat(rule.demand()).isEqualTo(AccessRule.Demand.CALLER);
        assertThat(rule.allOf().toString()).isEqualTo(KEPT);
    }

    /** @param flags of the method that is copied; without any it is written for {@code by}, with {@link #TRAIT} for a trait */
    private static Class<?> define(Class<?> api, @Nullable String signature, int flags, String descriptor) {
        ClassWriter type = new ClassWriter(0);
        String name = OtherLanguagesTest.class.getPackageName().replace('.', '/') + "/Bridging";
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, signature, "java/lang/Object", new String[] {
            Type.getInternalName(api)
        });
        AnnotationVisitor scope = type.visitAnnotation(Type.getDescriptor(RequiresScope.class), true);
        AnnotationVisitor values = scope.visitArray("value");
        values.visit(null, KEPT);
        values.visitEnd();
        scope.visitEnd();
        if (flags == 0) {
            type.visitField(
                            Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
                            "$$delegate_0",
                            Type.getDescriptor(api),
                            null,
                            null)
                    .visitEnd();
        }
        int more = flags == TRAIT ? 0 : flags;
        MethodVisitor method = type.visitMethod(Opcodes.ACC_PUBLIC | more, "open", descriptor, null, null);
        if (flags == TRAIT) {
            method.visitAnnotation("L" + TRAIT_BRIDGE + ";", true).visitEnd();
        }
        method.visitAnnotation(Type.getDescriptor(PermitAll.class), true).visitEnd();
        method.visitCode();
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(1, 2);
        method.visitEnd();
        type.visitEnd();
        Loader loader = new Loader();
        loader.define(traitBridge());
        Class<?> defined = loader.define(type.toByteArray());
        assertThat(Arrays.stream(defined.getDeclaredMethods())).hasSize(1);
        return defined;
    }

    /** The annotation of Groovy's runtime, which is not on the class path. */
    private static byte[] traitBridge() {
        ClassWriter type = new ClassWriter(0);
        type.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_ANNOTATION,
                TRAIT_BRIDGE,
                null,
                "java/lang/Object",
                new String[] {"java/lang/annotation/Annotation"});
        AnnotationVisitor retention = type.visitAnnotation("Ljava/lang/annotation/Retention;", true);
        retention.visitEnum("value", "Ljava/lang/annotation/RetentionPolicy;", "RUNTIME");
        retention.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    private static final class Loader extends ClassLoader {
        Loader() {
            super(OtherLanguagesTest.class.getClassLoader());
        }

        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }
    }
}
