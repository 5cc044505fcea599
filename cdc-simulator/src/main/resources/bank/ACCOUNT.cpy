      * An account of the sample bank. All names and numbers in
      * the sample data sets are invented.
       01  ACCOUNT.
           05  ACCOUNT-ID              PIC 9(11).
           05  ACTIVE-STATUS           PIC X.
           05  BRANCH                  PIC X(24).
           05  LIMITS.
               10  CREDIT-LIMIT        PIC S9(10)V99.
               10  EXPIRATION-DATE     PIC X(10).
           05  BALANCES.
               10  CURRENT-BALANCE     PIC S9(10)V99.
               10  CYCLE-CREDIT        PIC S9(10)V99.
               10  CYCLE-DEBIT         PIC S9(10)V99.
           05  OPEN-DATE               PIC X(10).
           05  REISSUE-DATE            PIC X(10).
           05  FILLER                  PIC X(16).
