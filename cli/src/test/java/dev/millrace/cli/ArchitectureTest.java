package dev.millrace.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.millrace.launcher.Main;

/** The design's dependencies: between modules, and between the floors of the core. */
@AnalyzeClasses(packages = "dev.millrace", importOptions = OurCode.class)
final class ArchitectureTest {
    private static final String OURS = "dev.millrace..";
    private static final String CORE = "dev.millrace.core..";
    private static final String[] CONNECTORS = {
        "dev.millrace.postgres..", "dev.millrace.dynamodb..", "dev.millrace.keyspaces..", "dev.millrace.redis.."
    };
    private static final String AWS = "software.amazon.awssdk..";
    /** Who the connector is: several databases of AWS ask for it in the same way. */
    private static final String CORE_AWS = "dev.millrace.core.aws";

    private static final String CODEC = "dev.millrace.codec..";
    private static final String SIMULATOR = "dev.millrace.simulator..";
    private static final String STACK = "dev.millrace.stack..";
    private static final String LAUNCHER = "dev.millrace.launcher..";

    private static final String ASSEMBLY = "dev.millrace.core";
    private static final String ENGINE = "dev.millrace.core.engine..";
    private static final String FAILURE = "dev.millrace.core.failure..";
    private static final String TOPICS = "dev.millrace.core.topics..";
    private static final String FORMAT = "dev.millrace.core.format..";
    private static final String RAW_FORMAT = "dev.millrace.core.format.raw";
    private static final String TARGET = "dev.millrace.core.target..";
    private static final String[] GROUND = {
        "dev.millrace.core.change..", "dev.millrace.core.config..", "dev.millrace.core.observe.."
    };
    private static final String KAFKA = "org.apache.kafka..";
    /** In the name of a class or in a part of it, of a member in any way of writing. */
    private static final String VENDOR = ".*(?i:precisely|debezium|qlik|iidr|striim|awsdms).*";

    @ArchTest
    static final ArchRule the_core_knows_no_other_module_than_the_codec = knowsOnly(CORE, CORE, CODEC);

    @ArchTest
    static final ArchRule in_the_core_only_the_raw_format_knows_the_codec = in(CORE).and()
            .resideOutsideOfPackage(RAW_FORMAT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CODEC);

    @ArchTest
    static void a_connector_knows_the_core_and_no_other_connector(JavaClasses classes) {
        for (String connector : CONNECTORS) {
            knowsOnly(connector, connector, CORE).check(classes);
        }
    }

    /** It finds the connectors on its class path: an image has one of them. */
    @ArchTest
    static final ArchRule the_launcher_knows_the_core_and_no_connector = knowsOnly(LAUNCHER, LAUNCHER, CORE);

    @ArchTest
    static final ArchRule the_codec_knows_no_other_module = knowsOnly(CODEC, CODEC);

    @ArchTest
    static final ArchRule the_local_stack_knows_no_other_module = knowsOnly(STACK, STACK);

    @ArchTest
    static final ArchRule the_simulator_knows_the_codec_and_what_runs_a_process = knowsOnly(
            SIMULATOR,
            SIMULATOR,
            CODEC,
            "dev.millrace.core.config..",
            "dev.millrace.core.observe..",
            "dev.millrace.launcher",
            "dev.millrace.launcher.archive..",
            "dev.millrace.launcher.logging..");

    @ArchTest
    static final ArchRule the_core_knows_no_database = in(CORE).and()
            .resideOutsideOfPackage(CORE_AWS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "org.postgresql..",
                    "com.zaxxer..",
                    "com.datastax..",
                    "redis.clients..");

    /** Its registry and its databases take what is signed. Kafka's logins by IAM are found by name. */
    @ArchTest
    static final ArchRule in_the_core_only_what_signs_for_aws_knows_its_sdk = in(CORE).and()
            .resideOutsideOfPackages("dev.millrace.core.format.registry.glue", "dev.millrace.core.aws")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(AWS);

    @ArchTest
    static final ArchRule kafka_stays_in_the_engine_with_the_topics_in_failure_and_in_the_assembly = in(CORE).and()
            .resideOutsideOfPackages(ENGINE, TOPICS, FAILURE, ASSEMBLY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(KAFKA);

    @ArchTest
    static final ArchRule a_connector_knows_nothing_of_kafka =
            in(CONNECTORS).should().dependOnClassesThat().resideInAPackage(KAFKA);

    @ArchTest
    static final ArchRule nothing_is_below_the_ground_floor = in(GROUND)
            .should()
            .dependOnClassesThat(resideInAPackage(CORE).and(DescribedPredicate.not(resideInAnyPackage(GROUND))));

    @ArchTest
    static final ArchRule format_and_target_stand_on_the_ground_floor =
            in(FORMAT, TARGET).should().dependOnClassesThat().resideInAnyPackage(FAILURE, ENGINE, TOPICS, ASSEMBLY);

    @ArchTest
    static final ArchRule failures_do_not_know_what_runs_them =
            in(FAILURE).should().dependOnClassesThat().resideInAnyPackage(ENGINE, TOPICS, ASSEMBLY);

    @ArchTest
    static final ArchRule connectors_do_not_know_what_runs_them =
            in(CONNECTORS).should().dependOnClassesThat().resideInAnyPackage(ENGINE, TOPICS, ASSEMBLY);

    @ArchTest
    static final ArchRule the_engine_knows_neither_the_assembly_nor_the_topics_at_start =
            in(ENGINE).should().dependOnClassesThat().resideInAnyPackage(ASSEMBLY, TOPICS);

    @ArchTest
    static final ArchRule the_topics_at_start_know_neither_the_assembly_nor_the_engine =
            in(TOPICS).should().dependOnClassesThat().resideInAnyPackage(ASSEMBLY, ENGINE);

    @ArchTest
    static final ArchRule only_formats_are_named_after_vendors =
            in(CORE).and().resideOutsideOfPackage(FORMAT).should().haveNameMatching(VENDOR);

    @ArchTest
    static final ArchRule only_formats_and_their_configuration_name_vendors = noMembers()
            .that()
            .areDeclaredInClassesThat(resideInAPackage(CORE)
                    .and(DescribedPredicate.not(resideInAPackage(FORMAT)))
                    .and(DescribedPredicate.not(nameMatching(".*\\.FormatConfig(\\$.*)?"))))
            .should()
            .haveNameMatching(VENDOR);

    @ArchTest
    static final ArchRule only_the_assembly_picks_a_vendors_format = in(CORE).and()
            .resideOutsideOfPackages(FORMAT, ASSEMBLY)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(VENDOR);

    @ArchTest
    static final ArchRule packages_make_no_circle =
            slices().assignedFrom(new Packages()).should().beFreeOfCycles();

    private static GivenClassesConjunction in(String... packages) {
        return noClasses().that().resideInAnyPackage(packages);
    }

    private static ArchRule knowsOnly(String module, String... known) {
        return in(module)
                .should()
                .dependOnClassesThat(resideInAPackage(OURS).and(DescribedPredicate.not(resideInAnyPackage(known))));
    }

    /** Each package by itself; the entry points, which know all commands, apart from what all commands share. */
    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            if (type.isEquivalentTo(Millrace.class) || type.isEquivalentTo(Main.class)) {
                return SliceIdentifier.of("entry point", type.getPackageName());
            }
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
