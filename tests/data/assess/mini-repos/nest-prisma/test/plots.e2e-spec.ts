import { Test } from '@nestjs/testing';
import { AppModule } from '../src/app.module';

describe('plots', () => {
  it('lists', async () => {
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
    const app = module.createNestApplication();
    app.setGlobalPrefix('testing');
    await app.init();
  });
});
