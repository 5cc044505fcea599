      * A transaction of the day, to be posted by the batch.
       01  DAILY-TRANSACTION.
           05  TRANSACTION-ID          PIC X(16).
           05  CARD-NUMBER             PIC X(16).
           05  ORIGIN-TIMESTAMP        PIC X(26).
           05  PROCESSING-TIMESTAMP    PIC X(26).
           05  AMOUNT                  PIC S9(9)V99.
           05  TYPE-CODE               PIC X(2).
           05  CATEGORY-CODE           PIC 9(4).
           05  SOURCE                  PIC X(10).
           05  DESCRIPTION             PIC X(60).
           05  MERCHANT.
               10  MERCHANT-ID         PIC 9(9).
               10  MERCHANT-NAME       PIC X(40).
               10  MERCHANT-CITY       PIC X(30).
           05  FILLER                  PIC X(10).
